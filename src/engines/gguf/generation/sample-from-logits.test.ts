import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Token } from "node-llama-cpp";
import { greedyLogprobs, sampleFromLogits } from "./sample-from-logits.ts";

/** Probabilities 0.5, 0.25, 0.125, 0.125 of tokens 0 to 3, in an order that is not theirs. */
const logits = new Map<Token, number>(
  [2, 0, 3, 1].map((token) => [token as Token, 7 + Math.log([0.5, 0.25, 0.125, 0.125][token] ?? 0)]),
);
const plain = { temperature: 1, topP: 1, topK: 0, presencePenalty: 0, frequencyPenalty: 0 };
const draw = (settings: Partial<typeof plain>, random: number, generated: readonly number[] = []) =>
  sampleFromLogits(logits, { ...plain, ...settings }, { generated: generated as Token[], random, top: 2 });

describe("sampleFromLogits()", () => {
  it("draws tokens by their probability", () => {
    assert.deepEqual(
      [0, 0.49, 0.51, 0.74, 0.76, 0.99].map((random) => draw({}, random).token),
      [0, 0, 1, 1, 2, 3],
    );
  });

  it("takes the likeliest at temperature 0", () => {
    assert.equal(draw({ temperature: 0 }, 0.99).token, 0);
  });

  it("sharpens with a low temperature", () => {
    assert.equal(draw({ temperature: 0.1 }, 0.99).token, 0);
  });

  it("keeps to top-k and top-p", () => {
    assert.equal(draw({ topK: 2 }, 0.999).token, 1);
    assert.equal(draw({ topP: 0.7 }, 0.999).token, 1);
    assert.equal(draw({ topP: 0.01 }, 0.999).token, 0);
  });

  it("lowers what was generated already", () => {
    assert.equal(draw({ temperature: 0, presencePenalty: 1 }, 0, [0]).token, 1);
    assert.equal(draw({ temperature: 0, frequencyPenalty: 0.4 }, 0, [0]).token, 0);
    assert.equal(draw({ temperature: 0, frequencyPenalty: 0.4 }, 0, [0, 0]).token, 1);
  });

  it("reports the model's own log-probabilities, whatever the settings", () => {
    const picked = draw({ temperature: 0.1, topK: 1, presencePenalty: 2 }, 0, [0]);
    assert.equal(picked.token, 1);
    assert.ok(Math.abs((picked.logprob ?? 0) - Math.log(0.25)) < 1e-9);
    assert.deepEqual(
      picked.top?.map(({ token, logprob }) => [token, Math.round(Math.exp(logprob) * 1000)]),
      [
        [0, 500],
        [1, 250],
      ],
    );
  });
});

describe("greedyLogprobs()", () => {
  it("follows logit - max - ln(total weight)", () => {
    const top = new Map([...logits].filter(([token]) => token < 2));
    const picked = greedyLogprobs(0 as Token, top, 2, 1);
    assert.ok(Math.abs((picked.logprob ?? 0) - Math.log(0.5)) < 1e-9);
    assert.equal(picked.top?.length, 1);
    assert.equal(picked.top?.[0]?.token, 0);
  });
});
