import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ChatEvent, FinishReason, TokenLogprob } from "../../core/chat-event.ts";
import type { ChatModel, ChatRequest } from "../../core/chat-model.ts";
import { createFakeClock } from "../../lib/clock.ts";
import { BUILT_IN_RUBRIC } from "../rubric/built-in-rubric.ts";
import { askJudge } from "./ask-judge.ts";
import { expectedScores } from "./expected-scores.ts";
import { toScoreRequest } from "./judge-request.ts";
import { readScores } from "./read-scores.ts";

const criteria = BUILT_IN_RUBRIC.criteria.slice(0, 1);
const request = toScoreRequest({ prompt: "Why?" }, "Because.", criteria);
const GOOD = '{"reasons": "Short.", "scores": {"coherence": 4}}';

/** A judge that says these replies one after the other; one that ends in "..." was cut off. */
function createJudge(replies: readonly string[], canHold = false) {
  const requests: ChatRequest[] = [];
  const chat: ChatModel = {
    id: "judge",
    capabilities: {
      temperature: true,
      seed: true,
      stop: true,
      logprobs: canHold,
      tools: false,
      responseFormat: canHold,
      exactCounts: true,
      promptReuseSwitch: true,
    },
    async *chat(asked): AsyncGenerator<ChatEvent> {
      const text = replies[requests.length] ?? "";
      requests.push(asked);
      const reason: FinishReason = text.endsWith("...") ? "length" : "stop";
      if (text !== "") yield { type: "text-delta", text };
      yield { type: "finish", reason, usage: { promptTokens: 100, completionTokens: 10 } };
    },
    [Symbol.asyncDispose]: async () => {},
  };
  const ask = (retries: number, signal?: AbortSignal) =>
    askJudge(chat, request, {
      read: (reply) => readScores(reply, criteria),
      clock: createFakeClock(),
      retries,
      maxTokens: 50,
      signal,
    });
  return { requests, ask };
}

describe("askJudge()", () => {
  it("reminds a judge of the form until its reply can be read, says why, and counts what that took", async () => {
    const judge = createJudge(["I'm sorry, I can't judge people's work.", "11/5", "So I begin by saying ...", GOOD]);
    const { reading, retried, cost } = await judge.ask(3);
    assert.deepEqual(reading, { type: "read", value: { coherence: 4 }, reasons: "Short." });
    assert.deepEqual(retried, ["refused", "out-of-scale", "cut-off"]);
    assert.deepEqual(cost, { requests: 4, ms: 0, promptTokens: 400, completionTokens: 40 });
    const reminders = judge.requests.map(({ messages }) => messages.at(-1)?.content ?? "");
    assert.match(reminders[1] ?? "", /not asked to do anything but to judge/);
    assert.match(reminders[2] ?? "", /whole number from 1 to 5/);
    assert.ok(judge.requests.every(({ messages, temperature }) => messages.length <= 4 && temperature === 0));
  });

  it("gives up after so many reminders, without a score", async () => {
    const judge = createJudge(["Die Antwort gefällt mir.", "11/5", GOOD]);
    assert.deepEqual((await judge.ask(1)).reading, { type: "unreadable", because: "out-of-scale" });
    assert.equal(judge.requests.length, 2);
  });

  it("holds the reply to the schema where the judge can be held to one", async () => {
    const held = createJudge([GOOD], true);
    await held.ask(0);
    assert.deepEqual(held.requests[0]?.responseFormat, { type: "json-schema", schema: request.schema });
    const free = createJudge([GOOD]);
    await free.ask(0);
    assert.equal(free.requests[0]?.responseFormat, undefined);
  });

  it("throws `aborted` once it is stopped, rather than reading half a reply", async () => {
    await assert.rejects(createJudge([GOOD]).ask(0, AbortSignal.abort()), { code: "aborted" });
  });
});

describe("expectedScores()", () => {
  const token = (text: string, top: Readonly<Record<string, number>> = {}): TokenLogprob => ({
    token: text,
    logprob: Math.log(top[text] ?? 1),
    top: Object.entries(top).map(([name, share]) => ({ token: name, logprob: Math.log(share) })),
  });

  it("weighs the points by the probabilities of their tokens, at the place of the score alone", () => {
    const tokens = [
      token('{"reasons": "'),
      token("5", { "5": 1 }),
      token('", "scores": {"coherence'),
      token('":'),
      token(" 4", { " 4": 0.5, " 2": 0.25, x: 0.25 }),
      token("}}"),
    ];
    const { coherence = 0 } = expectedScores(tokens, ["coherence"]);
    assert.ok(Math.abs(coherence - (0.5 * 4 + 0.25 * 2) / 0.75) < 1e-12);
  });

  it("says nothing where the scale has less than half of the probability, or no alternatives are told", () => {
    const before = token('{"coherence": ');
    assert.deepEqual(expectedScores([before, token("4", { "4": 0.3, x: 0.7 })], ["coherence"]), {});
    assert.deepEqual(expectedScores([before, token("4")], ["coherence"]), {});
    assert.deepEqual(expectedScores([token("none")], ["coherence"]), {});
  });
});
