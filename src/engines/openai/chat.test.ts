import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it } from "node:test";
import { collectAnswer } from "../../../test/contract/collect-answer.ts";
import { createNodeOpenAiEngine } from "../../../test/create-node-openai-engine.ts";
import type { ServerMode } from "../../../test/fixtures/openai-server/server-mode.ts";
import {
  type OpenAiServerOptions,
  startOpenAiServer,
} from "../../../test/fixtures/openai-server/start-openai-server.ts";
import type { ChatEvent } from "../../core/chat-event.ts";
import type { ChatOptions, ChatRequest } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import { createFakeClock } from "../../lib/clock.ts";

const KEY = "sk-very-secret-0123456789";
const NO_LIMITS = { connectMs: 10_000, firstByteMs: Infinity, idleMs: Infinity, totalMs: Infinity };
const request: ChatRequest = { messages: [{ role: "user", content: "Hi" }] };

interface Case {
  readonly server?: OpenAiServerOptions;
  readonly engine?: Parameters<typeof createNodeOpenAiEngine>[0];
  readonly request?: Partial<ChatRequest>;
  readonly options?: ChatOptions;
}

/** Asks a scripted server once. Pauses between tries take no time. */
async function ask(modes: ServerMode[], { server: options, engine, request: more, options: chatOptions }: Case = {}) {
  await using server = await startOpenAiServer({ ...options, modes });
  const settings = { env: { OPENAI_API_KEY: KEY }, clock: createFakeClock(), limits: NO_LIMITS, ...engine };
  await using model = await createNodeOpenAiEngine(settings).load({
    type: "endpoint",
    baseUrl: server.baseUrl,
    model: "m",
  });
  assert.ok(model.chat);
  const answer = await collectAnswer(model.chat, { ...request, ...more }, chatOptions);
  return { ...answer, requests: server.requests };
}

const warnings = (events: readonly ChatEvent[]) =>
  events.flatMap((event) => (event.type === "warning" ? [event.warning] : []));

function fails(code: string, ...words: readonly string[]): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof AssayError, String(error));
    assert.equal(error.code, code, error.message);
    assert.ok(error.hint, "it says what to try next");
    for (const word of words) assert.ok(error.message.includes(word), `${word} in: ${error.message}`);
    return true;
  };
}

describe("a text to continue", () => {
  const completion = (choice: object) => ({
    type: "body" as const,
    contentType: "application/json",
    body: JSON.stringify({
      choices: [{ index: 0, finish_reason: "length", ...choice }],
      usage: { completion_tokens: 2 },
    }),
  });

  it("is asked for by its own route, with echo, suffix and log-probabilities in the form of that route", async () => {
    const logprobs = { tokens: ["a", "b"], token_logprobs: [null, -0.5], top_logprobs: [null, { b: -0.5, c: -1 }] };
    const { text, events, finish, requests } = await ask([completion({ text: "ab", logprobs })], {
      request: {
        messages: [],
        prompt: { text: "a", suffix: "z", echo: true },
        logprobs: 2,
        maxTokens: 0,
        stream: false,
      },
    });
    assert.equal(requests[0]?.path, "/v1/completions");
    assert.deepEqual(requests[0]?.body, {
      model: "m",
      stream: false,
      prompt: "a",
      suffix: "z",
      echo: true,
      logprobs: 2,
      max_tokens: 0,
    });
    assert.equal(text, "ab");
    assert.equal(finish.reason, "length");
    const [delta] = events.filter((event) => event.type === "text-delta");
    assert.deepEqual(delta?.logprobs, [
      { token: "a", logprob: Number.NaN },
      {
        token: "b",
        logprob: -0.5,
        top: [
          { token: "b", logprob: -0.5 },
          { token: "c", logprob: -1 },
        ],
      },
    ]);
  });

  it("is streamed, and tokens are sent as they are", async () => {
    const chunks = ["Hel", "lo"].map(
      (text) => `data: {"choices":[{"index":0,"text":"${text}","finish_reason":null}]}\n\n`,
    );
    const body = `${chunks.join("")}data: {"choices":[{"index":0,"text":"","finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`;
    const { text, requests } = await ask([{ type: "body", contentType: "text/event-stream", body }], {
      request: { messages: [], prompt: { text: [5, 6] } },
    });
    assert.equal(text, "Hello");
    assert.partialDeepStrictEqual(requests[0]?.body, { prompt: [5, 6], stream: true });
  });

  it("says which route a server lacks", async () => {
    await assert.rejects(
      ask([{ type: "status", status: 404, message: "no route" }], { request: { messages: [], prompt: { text: "a" } } }),
      fails("endpoint-status", "404"),
    );
  });
});

describe("a good answer", () => {
  it("brings text, exact usage and the key to the server", async () => {
    const { text, finish, requests } = await ask([{ type: "normal" }]);
    assert.equal(text, "Hello, world.");
    assert.deepEqual([finish.usage.promptTokens, finish.usage.completionTokens], [12, 5]);
    assert.equal(requests[0]?.headers.authorization, `Bearer ${KEY}`);
    assert.equal(requests[0]?.body.model, "m");
  });

  it("does not count tokens by chunks", async () => {
    const { deltaTokens, finish } = await ask([{ type: "multi-token" }]);
    assert.equal(deltaTokens, undefined);
    assert.equal(finish.usage.completionTokens, 5);
    assert.equal((await ask([{ type: "usage-per-chunk" }])).deltaTokens, 5);
  });

  it("leaves counts out that the server does not give", async () => {
    for (const type of ["no-usage", "foundry"] as const) assert.deepEqual((await ask([{ type }])).finish.usage, {});
  });

  it("keeps reasoning apart", async () => {
    const { text, events } = await ask([{ type: "reasoning", field: "reasoning_content" }]);
    assert.equal(text, "Hello, world.");
    assert.equal(events.filter((event) => event.type === "reasoning-delta").length, 2);
  });

  it("comes in one piece when asked so, with all of its tokens", async () => {
    const { text, deltaTokens, events, requests } = await ask([{ type: "normal" }], {
      request: { stream: false },
    });
    assert.equal(text, "Hello, world.");
    assert.equal(deltaTokens, 5);
    assert.deepEqual(warnings(events), []);
    assert.equal(requests[0]?.body.stream, false);
  });

  it("is marked when it comes in one piece though a stream was asked for", async () => {
    const { text, events } = await ask([{ type: "never-streams" }]);
    assert.equal(text, "Hello, world.");
    assert.deepEqual(
      warnings(events).map(({ code }) => code),
      ["measurement-disturbed"],
    );
  });

  it("is whole when a character is split over two packets", async () => {
    const bytes = Buffer.from('data: {"choices":[{"index":0,"delta":{"content":"é😀"},"finish_reason":"stop"}]}\n\n');
    const at = bytes.indexOf(Buffer.from("😀")) + 2;
    const { text } = await ask([{ type: "raw", writes: [bytes.subarray(0, at), bytes.subarray(at)], end: "end" }]);
    assert.equal(text, "é😀");
  });

  it("uses its connection again", async () => {
    await using server = await startOpenAiServer();
    await using model = await createNodeOpenAiEngine().load({
      type: "endpoint",
      baseUrl: server.baseUrl,
      model: "m",
    });
    assert.ok(model.chat);
    for (let turn = 0; turn < 5; turn++) await collectAnswer(model.chat, request);
    // A second one where the next request began before the last bytes of the answer had come.
    assert.ok(server.connections() <= 2, `${server.connections()} connections`);
  });
});

describe("an endpoint that refuses a field", () => {
  it("is asked again without stream_options, at once and from then on", async () => {
    await using server = await startOpenAiServer({ modes: [{ type: "refuses-usage" }] });
    await using model = await createNodeOpenAiEngine().load({
      type: "endpoint",
      baseUrl: server.baseUrl,
      model: "m",
    });
    assert.ok(model.chat);
    const first = await collectAnswer(model.chat, request);
    assert.equal(first.text, "Hello, world.");
    assert.deepEqual(
      warnings(first.events).map(({ code }) => code),
      ["parameter-ignored"],
    );
    await collectAnswer(model.chat, request);
    assert.deepEqual(
      server.requests.map(({ body }) => "stream_options" in body),
      [true, false, false],
    );
  });

  it("is asked again without every field that it names, says so in each answer, and from then on at once", async () => {
    const fields = ["seed", "temperature", "max_tokens"];
    await using server = await startOpenAiServer({ modes: [{ type: "refuses-fields", fields }] });
    const source = { type: "endpoint", baseUrl: server.baseUrl, model: "m" } as const;
    await using model = await createNodeOpenAiEngine().load(source);
    assert.ok(model.chat);
    const asked = { ...request, seed: 1, temperature: 0, maxTokens: 99, topP: 0.5 };
    for (const requests of [4, 5]) {
      const { text, events } = await collectAnswer(model.chat, asked);
      assert.equal(text, "Hello, world.");
      assert.equal(server.requests.length, requests);
      const messages = warnings(events).map(({ code, message }) => `${code} ${message}`);
      for (const field of fields)
        assert.ok(
          messages.some((one) => one.startsWith(`parameter-ignored The endpoint refuses ${field},`)),
          field,
        );
    }
    assert.equal(server.requests.at(-1)?.body.top_p, 0.5);
    assert.ok(!("seed" in (server.requests.at(-1)?.body ?? {})));
  });

  it("is not asked again where it refuses a value, or nothing by name", async () => {
    for (const message of ["seed must be below 100", "unsupported"])
      await assert.rejects(ask([{ type: "status", status: 400, message }], { request: { seed: 101 } }), {
        code: "endpoint-status",
      });
  });

  it("is asked again with max_completion_tokens", async () => {
    const { finish, requests } = await ask([{ type: "refuses-max-tokens" }], { request: { maxTokens: 2 } });
    assert.equal(finish.reason, "length");
    assert.deepEqual(
      requests.map(({ body }) => [body.max_tokens, body.max_completion_tokens]),
      [
        [2, undefined],
        [undefined, 2],
      ],
    );
  });
});

describe("a bad answer", () => {
  it("of a bad status brings the server's own words", async () => {
    for (const status of [400, 401, 403, 404, 429, 500, 503])
      await assert.rejects(
        ask([{ type: "status", status, message: "so it is" }]),
        fails("endpoint-status", String(status), "so it is"),
      );
    await assert.rejects(ask([{ type: "html", status: 502 }]), fails("endpoint-status", "502", "Sign in"));
  });

  it("names a prompt that is too long", async () => {
    const tooLong: ServerMode = { type: "status", status: 400, code: "context_length_exceeded" };
    await assert.rejects(ask([tooLong]), fails("context-exceeded"));
    const llama: ServerMode = {
      type: "status",
      status: 400,
      message: "request (9 tokens) exceeds the available context size (4)",
    };
    await assert.rejects(ask([llama]), fails("context-exceeded"));
  });

  it("never shows the key, in whatever words the server repeats it", async () => {
    const modes: readonly ServerMode[] = [
      { type: "status", status: 401, echoKey: true },
      { type: "body", contentType: "text/plain", body: `no ${KEY}` },
      { type: "body", contentType: "application/json", body: `{"oops": "${KEY}` },
      { type: "raw", writes: [`data: ${KEY}\n\n`], end: "end" },
      { type: "raw", writes: [`data: {"error":{"message":"bad key ${KEY}"}}\n\n`], end: "end" },
    ];
    for (const mode of modes)
      await assert.rejects(ask([mode]), (error) => {
        assert.ok(error instanceof AssayError);
        const { inspect } = process.getBuiltinModule("node:util");
        assert.ok(!inspect(error, { depth: 20 }).includes(KEY), inspect(error));
        return error.message.includes("***");
      });
  });

  it("of another type is named with its beginning", async () => {
    await assert.rejects(ask([{ type: "html" }]), fails("endpoint-protocol", "text/html", "Sign in"));
    await assert.rejects(ask([{ type: "html" }], { request: { stream: false } }), fails("endpoint-protocol"));
    const plain: ServerMode = { type: "body", contentType: "text/plain", body: "data: hello" };
    await assert.rejects(ask([plain]), fails("endpoint-protocol", "text/plain"));
    for (const body of ["{", "[]", '{"choices":3}', '"text"'])
      await assert.rejects(
        ask([{ type: "body", contentType: "application/json", body }]),
        fails("endpoint-protocol"),
        body,
      );
  });

  it("of garbage is refused", async () => {
    for (const writes of [["data: {not json}\n\n"], ["\u0000\u0001\u0002\n\n"], ["data: 42\n\n"]])
      await assert.rejects(ask([{ type: "raw", writes, end: "end" }]), fails("endpoint-protocol"), writes[0]);
  });

  it("that breaks off is a cut, whether the connection ends or is destroyed", async () => {
    const part = 'data: {"choices":[{"index":0,"delta":{"content":"Hel"}}]}\n\n';
    for (const end of ["end", "cut"] as const) {
      await assert.rejects(ask([{ type: "raw", writes: [part], end }]), fails("stream-cut"));
      await assert.rejects(ask([{ type: "raw", writes: [], end }]), fails("stream-cut"));
    }
  });

  it("without [DONE] is good when it says how it ended", async () => {
    const whole = 'data: {"choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":"stop"}]}\n\n';
    const { text, finish } = await ask([{ type: "raw", writes: [whole], end: "end" }]);
    assert.deepEqual([text, finish.reason], ["Hel", "stop"]);
  });
});

describe("an endpoint that does not answer", () => {
  const part = 'data: {"choices":[{"index":0,"delta":{"content":"Hel"}}]}\n\n';

  it("is given up at each limit", async () => {
    // A pause of the fake clock takes no time: the limit is reached at once.
    await assert.rejects(
      ask([{ type: "silent" }], { engine: { env: {}, limits: { ...NO_LIMITS, firstByteMs: 7000 } } }),
      fails("timeout", "7000 ms", "first byte"),
    );
    await assert.rejects(
      ask([{ type: "silent" }], { engine: { env: {}, limits: { ...NO_LIMITS, totalMs: 8000 } } }),
      fails("timeout", "8000 ms", "whole"),
    );
  });

  it("is given up when it falls silent within its answer, whose beginning has come", async () => {
    await using server = await startOpenAiServer({ modes: [{ type: "raw", writes: [part], end: "hang" }] });
    const engine = createNodeOpenAiEngine({ env: {}, limits: { idleMs: 30 } });
    await using model = await engine.load({ type: "endpoint", baseUrl: server.baseUrl, model: "m" });
    const events: ChatEvent[] = [];
    await assert.rejects(
      async () => {
        for await (const event of model.chat?.chat(request) ?? []) events.push(event);
      },
      fails("timeout", "30 ms", "next byte"),
    );
    assert.deepEqual(
      events.map(({ type }) => type),
      ["start", "text-delta"],
    );
    assert.equal(await server.requests[0]?.closed, "cut");
  });

  it("is tried again when it refuses, then named", async () => {
    const port = await freePort();
    const clock = createFakeClock();
    const engine = createNodeOpenAiEngine({ env: {}, clock, limits: NO_LIMITS });
    await using model = await engine.load({ type: "endpoint", baseUrl: `http://127.0.0.1:${port}/v1`, model: "m" });
    assert.ok(model.chat);
    await assert.rejects(collectAnswer(model.chat, request), fails("endpoint-unreachable", `127.0.0.1:${port}`));
    assert.equal(clock.now(), 250 + 500);
  });

  it("is tried again when it hangs up without an answer", async () => {
    const { text, events, requests } = await ask([{ type: "hang-up" }, { type: "normal" }]);
    assert.equal(text, "Hello, world.");
    assert.equal(requests.length, 2);
    assert.deepEqual(
      warnings(events).map(({ code }) => code),
      ["measurement-disturbed"],
    );
    await assert.rejects(ask([{ type: "hang-up" }]), fails("endpoint-unreachable"));
  });
});

describe("an endpoint that is busy", () => {
  it("is tried again after the pause that it asks for", async () => {
    const clock = createFakeClock();
    const busy: ServerMode = { type: "status", status: 429, retryAfter: "7" };
    const notes: string[] = [];
    const { text } = await ask([busy, { type: "status", status: 503 }, { type: "normal" }], {
      engine: { env: {}, clock, limits: NO_LIMITS, notify: (note) => notes.push(note) },
    });
    assert.match(
      notes.join("\n"),
      /status 429.* Retrying, 2 of 3, in 7 s\.\n.*status 503.* Retrying, 3 of 3, in 0\.5 s\.$/,
    );
    assert.equal(text, "Hello, world.");
    assert.equal(clock.now(), 7000 + 500);
  });

  it("is not waited for longer than half a minute", async () => {
    const clock = createFakeClock();
    const busy: ServerMode = { type: "status", status: 503, retryAfter: "31" };
    await assert.rejects(
      ask([busy], { engine: { env: {}, clock, limits: NO_LIMITS } }),
      fails("endpoint-status", "503"),
    );
    assert.equal(clock.now(), 0);
  });
});

describe("a caller that leaves", () => {
  const long = { tokens: Array.from({ length: 200 }, () => "a "), tokenMs: 5 };

  it("early, or by an abort, closes the connection", async () => {
    await using server = await startOpenAiServer(long);
    await using model = await createNodeOpenAiEngine().load({
      type: "endpoint",
      baseUrl: server.baseUrl,
      model: "m",
    });
    for await (const event of model.chat?.chat(request) ?? []) if (event.type === "text-delta") break;
    assert.equal(await server.requests[0]?.closed, "cut");

    const controller = new AbortController();
    let last: ChatEvent | undefined;
    for await (const event of model.chat?.chat(request, { signal: controller.signal }) ?? []) {
      if (event.type === "text-delta") controller.abort();
      last = event;
    }
    assert.equal(last?.type === "finish" && last.reason, "aborted");
    assert.equal(await server.requests[1]?.closed, "cut");
  });

  it("while a pause between two tries runs gets `finish aborted`", async () => {
    const controller = new AbortController();
    const clock = {
      now: () => 0,
      sleep: async () => controller.abort(),
    };
    const { finish } = await ask([{ type: "status", status: 503 }], {
      engine: { env: {}, clock, limits: NO_LIMITS },
      options: { signal: controller.signal },
    });
    assert.equal(finish.reason, "aborted");
  });
});

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
