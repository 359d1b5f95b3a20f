import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { collectAnswer } from "../../../test/contract/collect-answer.ts";
import { shippedModel } from "../../../test/contract/gguf-scenarios.ts";
import type { ChatMessage, ChatModel, ChatRequest, ToolDefinition } from "../../core/chat-model.ts";
import { createGgufEngine } from "./create-gguf-engine.ts";

const mini = shippedModel("assay-notes-mini-q8_0.gguf");
const ask = (content: string): readonly ChatMessage[] => [{ role: "user", content }];
const question: ChatRequest = { messages: ask("What is local AI?"), temperature: 0 };
const schema = {
  type: "object",
  properties: {
    owner: { type: "string", maxLength: 12 },
    days: { type: "integer", minimum: 1, maximum: 9 },
    tags: { type: "array", items: { enum: ["a", "b"] }, minItems: 1, maxItems: 3 },
  },
  required: ["owner", "days", "tags"],
  additionalProperties: false,
};
const tools: readonly ToolDefinition[] = [
  { name: "nothing", parameters: { type: "object", properties: {}, additionalProperties: false } },
  {
    name: "weather",
    description: "Tells the weather.",
    parameters: { type: "object", properties: { city: { enum: ["Oslo", "Rome"] } }, required: ["city"] },
  },
];

async function load(file = mini, parallel = 4) {
  const model = await createGgufEngine().load({ type: "file", path: file }, { threads: 1, parallel });
  assert.ok(model.chat);
  return model.chat;
}

describe("gguf engine, constrained answers", () => {
  let chat: ChatModel;
  before(async () => {
    chat = await load();
  });
  after(() => chat[Symbol.asyncDispose]());

  it("writes JSON by a schema, whatever the sampling, beside free answers", async () => {
    const free = collectAnswer(chat, question);
    const constrained = [0, 1, 3].map((temperature, seed) =>
      collectAnswer(chat, { ...question, temperature, seed, responseFormat: { type: "json-schema", schema } }),
    );
    for (const { text, finish, deltaTokens } of await Promise.all(constrained)) {
      assert.equal(finish.reason, "stop");
      assert.equal(deltaTokens, finish.usage.completionTokens);
      const { owner, days, tags, ...others } = JSON.parse(text);
      assert.ok(typeof owner === "string" && [...owner].length <= 12, text);
      assert.ok(Number.isInteger(days) && days >= 1 && days <= 9, text);
      assert.ok(tags.length >= 1 && tags.length <= 3 && tags.every((tag: string) => ["a", "b"].includes(tag)), text);
      assert.deepEqual(others, {});
    }
    assert.match((await free).text, /^1\. Data stays on the device\.\n/);
  });

  it("writes a JSON object when asked for any, or runs out of tokens", async () => {
    const seeds = [1, 2, 3, 4, 5, 6];
    const format = { responseFormat: { type: "json-object" }, temperature: 0.8, maxTokens: 100 } as const;
    const answers = await Promise.all(seeds.map((seed) => collectAnswer(chat, { ...question, ...format, seed })));
    const whole = answers.filter(({ finish }) => finish.reason === "stop");
    assert.ok(whole.length > 0, "some seed ends by itself");
    for (const { text } of whole) assert.equal(Object.prototype.toString.call(JSON.parse(text)), "[object Object]");
    for (const { finish } of answers) assert.match(finish.reason, /^(stop|length)$/);
  });

  it("calls the tool that it must", async () => {
    const request: ChatRequest = { ...question, tools, toolChoice: { name: "weather" } };
    const ids = new Set<string>();
    for (const seed of [1, 2]) {
      const { events, text, finish } = await collectAnswer(chat, { ...request, temperature: 1, seed });
      const [call, ...others] = events.filter((event) => event.type === "tool-call");
      assert.ok(call !== undefined && others.length === 0);
      assert.equal(call.name, "weather");
      assert.ok(["Oslo", "Rome"].includes(JSON.parse(call.argumentsJson).city), call.argumentsJson);
      assert.match(call.id, /^call_\w{8,}$/);
      ids.add(call.id);
      assert.equal(text, "");
      assert.equal(finish.reason, "tool-call");
    }
    assert.equal(ids.size, 2);
  });

  it("gives no tools where none may be called", async () => {
    const none = await collectAnswer(chat, { ...question, tools, toolChoice: "none" });
    const without = await collectAnswer(chat, question);
    assert.equal(none.text, without.text);
    assert.equal(none.finish.usage.promptTokens, without.finish.usage.promptTokens);
    const auto = await collectAnswer(chat, { ...question, tools, maxTokens: 20 });
    assert.ok((auto.finish.usage.promptTokens ?? 0) > (without.finish.usage.promptTokens ?? 0));
  });

  it("writes a demanded call in the form that the template shows", async () => {
    const shown =
      "{% for t in tools or [] %}{{ t.function.name }}{% endfor %}{% for m in messages %}{{ m.content }}{% for c in m.tool_calls or [] %}";
    const named = "{{ c.function.name }}";
    const forms: Readonly<Record<string, string>> = {
      json: `<tool_call>{"name": "${named}", "arguments": {{ c.function.arguments | tojson }}}</tool_call>`,
      "named-json": `[TOOL_CALLS]${named}[ARGS]{{ c.function.arguments | tojson }}`,
      tags: `<tool_call>\n<function=${named}>\n{% for k, v in c.function.arguments.items() %}<parameter={{ k }}>\n{{ v if v is string else v | tojson }}\n</parameter>\n{% endfor %}</function>\n</tool_call>`,
      python: `<|call|>[${named}({% for k, v in c.function.arguments.items() %}{{ ', ' if not loop.first }}{{ k }}={{ v | tojson }}{% endfor %})]<|/call|>`,
    };
    const folder = await mkdtemp(path.join(os.tmpdir(), "assay-forms-"));
    for (const [form, call] of Object.entries(forms)) {
      const chatTemplate = path.join(folder, `${form}.jinja`);
      await writeFile(chatTemplate, `${shown}${call}{% endfor %}{% endfor %}`);
      const model = await createGgufEngine().load({ type: "file", path: mini }, { threads: 1, chatTemplate });
      assert.ok(model.chat);
      const { events, finish, text } = await collectAnswer(model.chat, {
        ...question,
        tools,
        toolChoice: { name: "weather" },
        temperature: 1,
        seed: 3,
      });
      await model[Symbol.asyncDispose]();
      assert.equal(finish.reason, "tool-call", `${form}: ${text}`);
      const [made] = events.filter((event) => event.type === "tool-call");
      assert.equal(made?.name, "weather");
      assert.ok(["Oslo", "Rome"].includes(JSON.parse(made.argumentsJson).city), form);
    }
    await rm(folder, { recursive: true });
  });

  it("says that a call was cut, and shows what there is of it", async () => {
    const { events, text, finish } = await collectAnswer(chat, {
      ...question,
      tools,
      toolChoice: "required",
      maxTokens: 4,
    });
    assert.equal(finish.reason, "length");
    assert.ok(events.some((event) => event.type === "warning" && /no valid call/.test(event.warning.message)));
    assert.match(text, /^\{/);
  });

  it("holds a text by an expression or a grammar", async () => {
    const pattern = { responseFormat: { type: "pattern", pattern: "(yes|no), [0-9]{2}" } } as const;
    const grammar = { responseFormat: { type: "grammar", gbnf: 'root ::= "a" | "b"' } } as const;
    for (const seed of [1, 2]) {
      assert.match(
        (await collectAnswer(chat, { ...question, ...pattern, temperature: 2, seed })).text,
        /^(yes|no), \d\d$/,
      );
      assert.match((await collectAnswer(chat, { ...question, ...grammar, temperature: 2, seed })).text, /^[ab]$/);
    }
    for (const responseFormat of [
      { type: "grammar", gbnf: "root ::= (" },
      { type: "pattern", pattern: "(" },
    ] as const)
      await assert.rejects(collectAnswer(chat, { ...question, responseFormat }), { code: "invalid-input" });
  });

  it("checks afterwards what a grammar cannot hold, and says both before and after", async () => {
    const codes = { type: "array", items: { enum: ["a", "b"] }, minItems: 3, maxItems: 3, uniqueItems: true };
    const wanted = { type: "object", properties: { codes, "x-a": { type: "null", "x-b": 1 } }, required: ["codes"] };
    const { events } = await collectAnswer(chat, {
      ...question,
      responseFormat: { type: "json-schema", schema: wanted },
    });
    const said = events.flatMap((event) => (event.type === "warning" ? event.warning.message : []));
    assert.match(
      said[0] ?? "",
      /responseFormat\.schema\.properties\.codes\.uniqueItems: not enforced while the answer is written, checked after/,
    );
    assert.match(said[1] ?? "", /properties\.x-a\.x-b: not known here/);
    assert.match(said[2] ?? "", /^The answer does not fit its schema: #\/codes/, "three of two can only repeat");
    assert.equal(events.at(-1)?.type, "finish");
    const strict = { type: "json-schema", schema: wanted, strict: true } as const;
    await assert.rejects(collectAnswer(chat, { ...question, responseFormat: strict }), {
      code: "unsupported",
      message: /responseFormat\.schema\.properties\.codes\.uniqueItems/,
    });
    const sender: ToolDefinition = { name: "send", parameters: wanted };
    const forced = await collectAnswer(chat, { ...question, tools: [sender], toolChoice: "required" });
    assert.ok(
      forced.events.some(
        (event) => event.type === "warning" && /call of send does not fit/.test(event.warning.message),
      ),
    );
  });

  it("reports the model's own log-probabilities beside a format", async () => {
    const { events } = await collectAnswer(chat, {
      ...question,
      maxTokens: 8,
      logprobs: 2,
      responseFormat: { type: "json-object" },
    });
    const reported = events.flatMap((event) => (event.type === "text-delta" ? (event.logprobs ?? []) : []));
    assert.match(reported[0]?.token ?? "", /^{/);
    assert.ok(reported.every(({ logprob, top = [] }) => logprob <= 0 && top.length === 2));
    assert.doesNotMatch(reported[0]?.top?.[0]?.token ?? "", /^{/, "the model itself would have begun otherwise");
  });

  it("keeps two conversations that take turns, each on a sequence of its own", async () => {
    const talks = [ask("Name a fruit and say why."), ask("Who wrote the notes of the meeting?")];
    for (let turn = 0; turn < 3; turn++)
      for (const [index, messages] of talks.entries()) {
        const { text, finish } = await collectAnswer(chat, { messages, temperature: 0, maxTokens: 24 });
        const { promptTokens = 0, cachedPromptTokens = 0 } = finish.usage;
        if (turn > 0) assert.ok(cachedPromptTokens > promptTokens / 2, `${cachedPromptTokens} of ${promptTokens}`);
        talks[index] = [...messages, { role: "assistant", content: text }, ...ask("And then?")];
      }
  });
});

describe("gguf engine, reasoning", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "assay-thinking-"));
  });
  after(() => rm(folder, { recursive: true }));

  it("tells it from the answer where the template opens it, and leaves it out of constrained answers", async () => {
    const bytes = await readFile(mini);
    const at = bytes.indexOf("{% for message in messages %}");
    const own = bytes.toString("utf8", at, bytes.indexOf("{% endif %}", at) + "{% endif %}".length);
    const opening =
      "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}{% endfor %}{{ '<|im_start|>assistant\n<think>' }}";
    assert.ok(opening.length <= own.length);
    bytes.write(opening.padEnd(own.length, " "), at);
    const file = path.join(folder, "thinking.gguf");
    await writeFile(file, bytes);
    const chat = await load(file, 1);
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const open = await Promise.all(
      seeds.map((seed) => collectAnswer(chat, { ...question, temperature: 2, seed, maxTokens: 20 })),
    );
    const json = await collectAnswer(chat, { ...question, responseFormat: { type: "json-schema", schema } });
    await chat[Symbol.asyncDispose]();
    for (const { text, finish } of open) {
      assert.equal(text, "");
      assert.equal(finish.usage.reasoningTokens, finish.usage.completionTokens);
    }
    assert.ok(open.some(({ events }) => events.some((event) => event.type === "reasoning-delta")));
    assert.equal(typeof JSON.parse(json.text).owner, "string");
    assert.ok(!json.events.some((event) => event.type === "reasoning-delta"));
  });

  it("is text like any other where the model knows none", async () => {
    const chat = await load(mini, 1);
    const { text, finish } = await collectAnswer(chat, { messages: ask("Say exactly: <think>x"), temperature: 0 });
    await chat[Symbol.asyncDispose]();
    assert.notEqual(text, "");
    assert.equal(finish.usage.reasoningTokens, undefined);
  });
});
