import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compareReadings } from "./comparison.ts";
import { describeVerdict, explainVerdict } from "./describe-verdict.ts";
import type { PromptReading, RuntimeReading, ScoredToken } from "./reading.ts";

/** Places that all hold the same two tokens, the second `gap` less likely. */
function tokens(text: string, gap = 3): readonly ScoredToken[] {
  return [...text].map((token) => ({
    token,
    logprob: -0.1,
    top: [
      { token, logprob: -0.1 },
      { token: token === "x" ? "y" : "x", logprob: -0.1 - gap },
      { token: "z", logprob: -5 },
    ],
  }));
}

interface Given extends Partial<PromptReading> {
  readonly text?: string;
  readonly gap?: number;
}

function read(runtime: string, { text = "a".repeat(24), gap, ...given }: Given = {}): RuntimeReading {
  const rendered = { text: "<user>Hi", tokens: [1, 2, 3] };
  const answer = { text, tokens: tokens(text, gap), finishReason: "stop" } as const;
  return { runtime, prompts: [{ prompt: "p1", rendered, promptTokens: 3, answer, ...given }], notes: [] };
}

const reference = read("reference");
const judgeOf = (given: Given) => compareReadings(reference, read("other", given)).verdict;

describe("compareReadings()", () => {
  it("finds the same answers to the same prompt the same", () => {
    const comparison = compareReadings(reference, read("other"));
    assert.deepEqual(comparison.verdict, { type: "same", weights: "rounding" });
    assert.equal(describeVerdict(comparison), "Same: all 1 answer is equal to the last character.");
    assert.equal(comparison.meanCommonTokens, 24);
  });

  it("finds another prompt by its tokens, and shows where its text begins to differ", () => {
    const rendered = { text: "<user>\nHi", tokens: [1, 9, 2, 3] };
    const comparison = compareReadings(reference, read("other", { rendered, promptTokens: 4 }));
    assert.equal(comparison.verdict.type, "template");
    assert.match(
      explainVerdict(comparison).join("\n"),
      /3 tokens against 4, other text from character 7 on: "<user>Hi" against "<user>\\nHi"/,
    );
  });

  it("does not take a first token that only one text spells out for another prompt", () => {
    const rendered = { text: "<s><user>Hi", tokens: [1, 2, 3] };
    assert.equal(judgeOf({ rendered }).type, "same");
  });

  it("tells another prompt by its length alone, where the text is not shown", () => {
    assert.equal(judgeOf({ rendered: undefined, promptTokens: 21 }).type, "template");
    assert.equal(judgeOf({ rendered: undefined }).type, "same");
  });

  it("calls a divergence at two tokens that both hold nearly equally likely rounding", () => {
    const near = read("reference", { text: "aaax", gap: 0.1, scored: tokens("a".repeat(24)) });
    const other = read("other", { text: "aaay", gap: 0.3, scored: tokens("a".repeat(24)) });
    const parted = (one: RuntimeReading, token: string, logprob: number) => ({
      ...one,
      prompts: one.prompts.map((prompt) => ({
        ...prompt,
        answer: {
          ...prompt.answer,
          tokens: [
            ...tokens("aaa"),
            {
              token,
              logprob: -0.7,
              top: [
                { token, logprob: -0.7 },
                { token: token === "x" ? "y" : "x", logprob },
              ],
            },
          ],
        },
      })),
    });
    const verdictAt = (logprob: number) =>
      compareReadings(parted(near, "x", -0.75), parted(other, "y", logprob)).verdict.type;
    assert.equal(verdictAt(-0.8), "near-tie");
    assert.equal(verdictAt(-2.7), "diverges");
  });

  it("finds other weights by the scores of the same text, whatever the answers", () => {
    const shaken = tokens("a".repeat(24)).map((place) => ({
      ...place,
      top: place.top.map((one, index) => ({ ...one, logprob: one.logprob - index * 0.4 })),
    }));
    assert.deepEqual(judgeOf({ scored: shaken }), { type: "weights", weights: "different", prompt: "p1" });
  });

  it("says what it cannot tell without log-probabilities", () => {
    const answer = { text: "aab", finishReason: "stop" } as const;
    const comparison = compareReadings(reference, read("other", { answer }));
    assert.deepEqual(comparison.verdict, { type: "diverges", weights: "unknown", prompt: "p1" });
    assert.equal(
      describeVerdict(comparison),
      "Same prompt, answers diverge at token 3; how nearly, no log-probabilities tell.",
    );
    assert.match(explainVerdict(comparison).join("\n"), /no log-probabilities of both, so nothing can be said/);
  });

  it("compares what there is of a runtime that was stopped, and calls one without any answer failed", () => {
    const stopped: RuntimeReading = { runtime: "other", prompts: [], notes: [] };
    assert.equal(compareReadings(reference, stopped).verdict.type, "failed");
  });
});
