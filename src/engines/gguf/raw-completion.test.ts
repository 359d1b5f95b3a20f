import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { collectAnswer } from "../../../test/contract/collect-answer.ts";
import { shippedModel } from "../../../test/contract/gguf-scenarios.ts";
import { findRealModel } from "../../../test/real-models.ts";
import type { ChatModel, ChatRequest } from "../../core/chat-model.ts";
import { createGgufEngine } from "./create-gguf-engine.ts";

const mini = shippedModel("assay-notes-mini-q8_0.gguf");
const raw = (text: string | readonly number[], more: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [],
  prompt: { text },
  temperature: 0,
  maxTokens: 12,
  ...more,
});

describe("gguf engine, plain completion", () => {
  let chat: ChatModel;
  before(async () => {
    const model = await createGgufEngine().load({ type: "file", path: mini }, { threads: 1 });
    assert.ok(model.chat);
    chat = model.chat;
  });
  after(() => chat[Symbol.asyncDispose]());

  it("continues the text as it stands: the chat's own layout, written out, gives the chat's answer", async () => {
    const question = "What is local AI?";
    const asked = await collectAnswer(chat, {
      ...raw(""),
      prompt: undefined,
      messages: [{ role: "user", content: question }],
    });
    const written = await collectAnswer(chat, raw(`<|im_start|>user\n${question}<|im_end|>\n<|im_start|>assistant\n`));
    assert.equal(written.finish.usage.promptTokens, asked.finish.usage.promptTokens);
    assert.equal(written.text, asked.text);
    const short = await collectAnswer(chat, raw(question));
    assert.ok((short.finish.usage.promptTokens ?? 99) < (asked.finish.usage.promptTokens ?? 0));
  });

  it("takes tokens, an empty text, and refuses tokens that the model does not have", async () => {
    assert.equal((await collectAnswer(chat, raw([5, 6, 7]))).finish.usage.promptTokens, 3);
    assert.equal((await collectAnswer(chat, raw(""))).finish.usage.promptTokens, 1);
    for (const tokens of [[], [5, 4_000_000]])
      await assert.rejects(collectAnswer(chat, raw(tokens)), { code: "invalid-input", message: /prompt\.text/ });
  });

  it("follows a bias of tokens, and refuses one of tokens that the model does not have", async () => {
    const likeliest = await collectAnswer(chat, raw([5, 6, 7], { maxTokens: 1 }));
    const forced = await collectAnswer(chat, raw([5, 6, 7], { maxTokens: 3, logitBias: { "9": 1000 } }));
    assert.equal(forced.text.length % 3, 0);
    assert.equal(forced.text, forced.text.slice(0, forced.text.length / 3).repeat(3));
    assert.ok(!forced.text.startsWith(likeliest.text));
    await assert.rejects(collectAnswer(chat, raw([5], { logitBias: { "4000000": 1 } })), {
      code: "invalid-input",
      message: /logitBias/,
    });
  });

  it("gives the prompt back, with its own log-probabilities where they are asked for", async () => {
    const text = "1. Data stays";
    const plain = await collectAnswer(chat, raw(text, { prompt: { text, echo: true } }));
    assert.ok(plain.text.startsWith(text) && plain.text.length > text.length);
    assert.equal(plain.finish.usage.completionTokens, plain.deltaTokens);
    const continued = await collectAnswer(chat, raw(text));
    assert.equal(plain.text, text + continued.text);

    const scored = await collectAnswer(chat, raw(text, { prompt: { text, echo: true }, logprobs: 2, maxTokens: 0 }));
    assert.equal(scored.text, text);
    assert.deepEqual([scored.finish.reason, scored.finish.usage.completionTokens], ["length", 0]);
    const [delta] = scored.events.filter((event) => event.type === "text-delta");
    const scores = delta?.logprobs ?? [];
    assert.equal(scores.length, scored.finish.usage.promptTokens);
    assert.equal(scores.map(({ token }) => token).join(""), text);
    assert.ok(
      Number.isNaN(scores[0]?.logprob) &&
        scores.slice(1).every(({ logprob, top }) => logprob <= 0 && top?.length === 2),
    );
    const both = await collectAnswer(chat, raw(text, { prompt: { text, echo: true }, logprobs: 2 }));
    assert.equal(both.text, plain.text);
    const ended = await collectAnswer(
      chat,
      raw("a<|im_end|>b", { prompt: { text: "a<|im_end|>b", echo: true }, logprobs: 0, maxTokens: 0 }),
    );
    assert.equal(ended.text, "a<|im_end|>b", "what ends a turn does not end the prompt");
  });

  it("reads no calls and no reasoning out of it, and fills no gap without the tokens for it", async () => {
    const { events } = await collectAnswer(chat, raw("<think>"));
    assert.ok(!events.some(({ type }) => type === "reasoning-delta" || type === "tool-call"));
    await assert.rejects(collectAnswer(chat, { ...raw(""), prompt: { text: "a", suffix: "b" } }), {
      code: "unsupported",
    });
  });
});

const coder = findRealModel("qwen0.5b");

describe("gguf engine, a gap to fill", { skip: coder.missing }, () => {
  it("is filled by a model that was trained to", async () => {
    const model = await createGgufEngine().load({ type: "file", path: coder.path }, { threads: 1, contextTokens: 256 });
    const prompt = { text: "def add(a, b):\n    return ", suffix: "\n\nprint(add(1, 2))\n" };
    assert.ok(model.chat);
    const { text } = await collectAnswer(model.chat, { ...raw(""), prompt, maxTokens: 3 });
    await model[Symbol.asyncDispose]();
    assert.equal(text, "a + b");
  });
});
