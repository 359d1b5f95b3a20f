import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import type { ChatEvent } from "../../src/core/chat-event.ts";
import { errorAnswerSchema } from "../../src/wire/openai/server/answer-schemas.ts";
import { ask } from "../fixtures/service/ask.ts";
import { createPlayedModel, textEvents } from "../fixtures/service/create-played-model.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const echo = () => createPlayedModel(({ messages }) => textEvents(messages.map(({ content }) => content).join("|")));
const user = { role: "user", content: "hi" };

/** Sends bytes as they are, which `fetch` does not let one do, and reads until the other side closes. */
async function sendRaw(url: string, text: string): Promise<{ head: string; body: string }> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.end(text);
  let answer = "";
  socket.on("data", (bytes) => {
    answer += String(bytes);
  });
  await once(socket, "close");
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  return { head, body };
}

test("a body is read in every encoding that a Windows shell sends, and never changed in silence", async (t) => {
  const { baseUrl } = await startTestService(t, { chats: { m: echo() } });
  const text = JSON.stringify({ model: "m", messages: [{ role: "user", content: "Grüße 🙂" }] });
  const post = async (body: Uint8Array<ArrayBuffer>) => {
    const headers = { "content-type": "application/json; charset=utf-8" };
    const response = await fetch(`${baseUrl}/chat/completions`, { method: "POST", body, headers });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const bytes = (of: string, encoding: BufferEncoding = "utf8") => new Uint8Array(Buffer.from(of, encoding));
  for (const body of [bytes(text), bytes(`\uFEFF${text}`), bytes(`\uFEFF${text}`, "utf16le"), bytes(text, "utf16le")]) {
    const answer = await post(body);
    assert.equal(answer.body.choices?.[0].message.content, "Grüße 🙂");
  }
  const packed = await fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    body: bytes(text),
    headers: { "content-type": "application/json", "content-encoding": "gzip" },
  });
  assert.equal(packed.status, 415);
  assert.match(errorAnswerSchema.parse(await packed.json()).error.message, /as it is, not in gzip/);
  for (const [body, hint] of [
    ['\'{"model":"m"}\'', /--data-binary @body\.json/],
    ["{model:m,messages:[]}", /--data-binary @body\.json/],
    ["{'model':'m'}", /--data-binary @body\.json/],
    ["@body.json", /quote it/],
  ] as const) {
    const refused = await post(bytes(body));
    assert.deepEqual([refused.status, refused.body.error.code], [400, "invalid_json"]);
    assert.match(refused.body.error.message, hint);
  }
  const latin = await post(bytes(text, "latin1"));
  assert.deepEqual([latin.status, latin.body.error.code], [400, "invalid_json"]);
  assert.match(latin.body.error.message, /UTF-8 at byte \d+.*PowerShell.*GetBytes/);
});

test("histories are taken as Ollama, LM Studio and reasoning models write them", async (t) => {
  const model = echo();
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const call = (more: object) => ({ function: { name: "f", arguments: '{"a":1}' }, ...more });
  const send = async (...messages: object[]) => {
    const answer = await ask(`${baseUrl}/chat/completions`, "POST", {
      model: "m",
      messages: [user, ...messages, user],
    });
    assert.equal(answer.status, 200, answer.text);
    return model.requests.at(-1)?.messages.slice(1, -1);
  };
  const said = { role: "assistant", content: "" };
  assert.deepEqual(await send({ role: "assistant", content: null }), [said]);
  assert.deepEqual(await send({ role: "assistant" }), [said]);
  assert.deepEqual(await send({ role: "assistant", content: null, refusal: "no" }), [{ ...said, content: "no" }]);
  assert.deepEqual(await send({ role: "assistant", content: [], tool_calls: [], function_call: null }), [said]);
  for (const thought of [
    { reasoning_content: "hm", refusal: null },
    { reasoning: "hm" },
    { thinking: "hm", images: null },
    { content: [{ type: "thinking", thinking: "hm", signature: "" }] },
    { content: [{ type: "reasoning", text: "hm" }] },
  ])
    assert.deepEqual(await send({ role: "assistant", content: null, ...thought }), [{ ...said, reasoning: "hm" }]);
  const answered = [
    { ...said, toolCalls: [{ id: "call_0", name: "f", argumentsJson: '{"a":1}' }] },
    { role: "tool", content: "42", toolCallId: "call_0" },
  ];
  for (const made of [
    call({}),
    call({ id: null }),
    call({ id: "" }),
    call({ type: "", index: 0 }),
    call({ function: { index: 0, name: "f", arguments: { a: 1 } } }),
  ])
    for (const result of [{ content: "42" }, { content: 42, tool_name: "f" }, { content: ["4", { text: "2" }] }])
      assert.deepEqual(
        await send({ role: "assistant", content: null, tool_calls: [made] }, { role: "tool", ...result }),
        answered,
      );
  // A picture that nobody sees would change what was asked.
  for (const seen of [
    { content: "what is this?", images: ["aGk="] },
    { content: [{ type: "image_url", image_url: {} }] },
  ]) {
    const answer = await ask(`${baseUrl}/chat/completions`, "POST", {
      model: "m",
      messages: [{ role: "user", ...seen }],
    });
    assert.equal(answer.status, 400);
    assert.match(answer.body.error.message, /^messages\.0\.(images|content\.0\.type) must be .* read/);
  }
  const counted = await send(
    { role: "assistant", tool_calls: [call({ id: 7, function: { name: "f", arguments: [] } })] },
    { role: "tool", tool_call_id: 7, content: { found: true } },
  );
  assert.deepEqual(counted, [
    { ...said, toolCalls: [{ id: "7", name: "f", argumentsJson: "{}" }] },
    { role: "tool", content: '{"found":true}', toolCallId: "7" },
  ]);
  const two = [call({ id: "x" }), call({ id: "y" })];
  const results = await send(
    { role: "assistant", tool_calls: two },
    { role: "tool", content: "1" },
    { role: "tool", content: null },
  );
  assert.deepEqual(
    results?.slice(1).map(({ toolCallId }) => toolCallId),
    ["x", "y"],
  );
});

test("items of a response are taken as responses and as chats write them", async (t) => {
  const model = echo();
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const send = async (...items: object[]) => {
    const answer = await ask(`${baseUrl}/responses`, "POST", { model: "m", input: [user, ...items, user] });
    assert.deepEqual([answer.status, answer.headers.get("assay-warning")], [200, null], answer.text);
    return model.requests.at(-1)?.messages.slice(1, -1);
  };
  const called = [
    { role: "assistant", content: "", toolCalls: [{ id: "1", name: "f", argumentsJson: '{"a":1}' }] },
    { role: "tool", content: "42", toolCallId: "1" },
  ];
  const f = { name: "f", arguments: '{"a":1}' };
  for (const items of [
    [
      { type: "function_call", call_id: "1", id: null, status: null, ...f },
      { type: "function_call_output", call_id: "1", output: "42" },
    ],
    [
      { type: "function_call", id: "1", name: "f", arguments: { a: 1 } },
      { type: "function_call_output", id: "1", output: 42 },
    ],
    [
      { role: "assistant", content: "", tool_calls: [{ id: "1", type: "function", function: f }] },
      { role: "tool", tool_call_id: "1", content: "42" },
    ],
  ])
    assert.deepEqual(await send(...items), called);
  const said = { type: null, role: "assistant", content: null };
  assert.deepEqual(await send(said), [{ role: "assistant", content: "" }]);
});

test("addresses are taken with slashes too many", async (t) => {
  const { url } = await startTestService(t, { chats: { m: echo() } });
  for (const path of ["/v1/chat/completions/", "//v1/chat/completions", "/v1//chat/completions//"]) {
    const answer = await ask(`${url}${path}`, "POST", { model: "m", messages: [user] });
    assert.equal(answer.status, 200, path);
  }
  assert.equal((await ask(`${url}/v1/models/`, "GET")).status, 200);
  assert.equal((await ask(`${url}/v1/models/`, "DELETE")).status, 405);
});

test("every answer has an id of its own, and what HTTP itself refuses has OpenAI's form", async (t) => {
  const { url, baseUrl } = await startTestService(t, { chats: { m: echo() } });
  const ids = new Set<string | null>();
  for (const stream of [true, false])
    ids.add(
      (await ask(`${baseUrl}/chat/completions`, "POST", { model: "m", messages: [user], stream })).headers.get(
        "x-request-id",
      ),
    );
  for (const path of ["/v1/models", "/health", "/nothing", "/%zz"]) {
    const answer = await ask(`${url}${path}`, "GET");
    ids.add(answer.headers.get("x-request-id"));
    if (answer.status >= 400) errorAnswerSchema.parse(answer.body);
  }
  assert.equal(ids.size, 6);
  for (const id of ids) assert.match(String(id), /^req_\w{32}$/);
  const long = `x: ${"a".repeat(20_000)}\r\n`;
  for (const [text, status, code] of [
    ["rubbish\r\n\r\n", 400, "invalid_request"],
    ["FROB / HTTP/1.1\r\nhost: localhost\r\n\r\n", 400, "invalid_request"],
    ["GET / HTTP/1.1\r\nhost: localhost\r\ncontent-length: x\r\n\r\n", 400, "invalid_request"],
    [`GET / HTTP/1.1\r\nhost: localhost\r\n${long}\r\n`, 431, "headers_too_large"],
    ["PROPFIND /v1/models HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n", 405, "wrong_method"],
    ["TRACE /v1/models HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n", 405, "wrong_method"],
    ["GET /v1/models HTTP/1.1\r\nconnection: close\r\n\r\n", 421, "misdirected_request"],
    ["CONNECT localhost:443 HTTP/1.1\r\nhost: localhost\r\n\r\n", 405, "wrong_method"],
    ["GET /v1/models HTTP/1.1\r\nhost: localhost\r\nexpect: wonders\r\n\r\n", 417, "invalid_request"],
    ["LOCK /nothing HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n", 404, "unknown_route"],
  ] as const) {
    const { head, body } = await sendRaw(url, text);
    assert.match(head, new RegExp(`^HTTP/1.1 ${status} `), text.slice(0, 40));
    assert.match(head, /x-request-id: req_\w{32}/);
    assert.equal(errorAnswerSchema.parse(JSON.parse(body)).error.code, code, text.slice(0, 40));
  }
});

test("whatever an answer looks like, it is taken back as history", async (t) => {
  const finish = (reason: "stop" | "length" | "tool-call") => ({ type: "finish", reason, usage: {} }) as const;
  const call = { type: "tool-call", id: "call_1", name: "f", argumentsJson: '{"a":1}' } as const;
  const said = { type: "text-delta", text: "x", logprobs: [{ token: "x", logprob: -1 }] } as const;
  const thought = { type: "reasoning-delta", text: "hm" } as const;
  const answers: readonly ChatEvent[][] = [
    [said, finish("stop")],
    [finish("stop")],
    [thought, finish("length")],
    [thought, said, finish("stop")],
    [call, finish("tool-call")],
    [thought, said, call, { ...call, id: "call_2" }, finish("tool-call")],
  ];
  const chats = answers.map(
    (events, index) => [`m${index}`, createPlayedModel([{ type: "start" }, ...events])] as const,
  );
  const { baseUrl } = await startTestService(t, { chats: Object.fromEntries([...chats, ["echo", echo()]]) });
  const tools = [{ type: "function", function: { name: "f" } }];
  for (const [name] of chats) {
    const post = (path: string, body: object) => ask(`${baseUrl}/${path}`, "POST", body);
    for (const more of [{ tools }, { functions: [{ name: "f" }] }, {}]) {
      const { body } = await post("chat/completions", { model: name, messages: [user], ...more });
      const history = [user, body.choices[0].message, user];
      const again = await post("chat/completions", { model: "echo", messages: history });
      assert.equal(again.status, 200, again.text);
      assert.equal(again.headers.get("assay-warning"), null);
    }
    const { body } = await post("responses", { model: name, input: "hi" });
    const again = await post("responses", { model: "echo", input: [user, ...body.output, user] });
    assert.deepEqual([again.status, again.headers.get("assay-warning")], [200, null], again.text);
  }
});
