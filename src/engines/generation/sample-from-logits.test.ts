import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sampleFromLogits } from "./sample-from-logits.ts";

/** Probabilities 0.5, 0.25, 0.125, 0.125 of tokens 2, 0, 3, 1. */
const probabilities = [0.25, 0.125, 0.5, 0.125];
const plain = { temperature: 1, topP: 1, topK: 0, minP: 0 };
const draw = (settings: Partial<typeof plain>, random: number) =>
  sampleFromLogits(
    Float32Array.from(probabilities, (probability) => 7 + Math.log(probability)),
    { ...plain, ...settings },
    random,
  );

describe("sampleFromLogits()", () => {
  it("draws tokens by their probability", () => {
    assert.deepEqual(
      [0, 0.24, 0.26, 0.37, 0.38, 0.87, 0.88, 0.99].map((random) => draw({}, random)),
      [0, 0, 1, 1, 2, 2, 3, 3],
    );
  });

  it("takes the likeliest at temperature 0, of equal ones the first", () => {
    assert.equal(draw({ temperature: 0 }, 0.99), 2);
    assert.equal(sampleFromLogits(Float32Array.of(1, 3, 3), { ...plain, temperature: 0 }, 0.9), 1);
  });

  it("sharpens with a low temperature", () => {
    assert.equal(draw({ temperature: 0.05 }, 0.99), 2);
  });

  it("keeps to top-k and top-p", () => {
    assert.equal(draw({ topK: 2 }, 0.999), 0);
    assert.equal(draw({ topP: 0.7 }, 0.999), 0);
    assert.equal(draw({ topP: 0.01 }, 0.999), 2);
    assert.equal(draw({ topK: 3, topP: 0.7 }, 0.999), 0);
  });

  it("keeps to what is at least a share as likely as the likeliest, with and without top-k and top-p", () => {
    for (const others of [{}, { topK: 4 }, { topP: 0.99 }]) {
      const drawn = new Set([0, 0.2, 0.4, 0.6, 0.8, 0.999].map((random) => draw({ ...others, minP: 0.4 }, random)));
      assert.deepEqual(drawn, new Set([0, 2]), JSON.stringify(others));
      assert.equal(draw({ ...others, minP: 1 }, 0.999), 2);
    }
  });

  it("keeps to top-p in a vocabulary without a clear favourite", () => {
    const flat = Float32Array.from({ length: 10_000 }, (_, token) => (token % 2 === 0 ? 1 : -50));
    for (const random of [0, 0.3, 0.999]) {
      const token = sampleFromLogits(flat, { ...plain, topP: 0.9 }, random) ?? 1;
      assert.ok(token % 2 === 0 && token < 9_000, `${token}`);
    }
  });

  it("gives nothing where no score is a number", () => {
    const broken = new Float32Array(4).fill(Number.NaN);
    for (const settings of [{ temperature: 0 }, {}, { topK: 2 }, { topP: 0.5 }])
      assert.equal(sampleFromLogits(broken, { ...plain, ...settings }, 0.5), undefined);
  });
});
