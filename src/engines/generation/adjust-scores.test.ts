import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { adjustScores } from "./adjust-scores.ts";

const none = { presencePenalty: 0, frequencyPenalty: 0 };
const generated = new Map([
  [0, 2],
  [1, 1],
]);

describe("adjustScores()", () => {
  const lowered = (settings: Partial<Parameters<typeof adjustScores>[1]>, scores = [3, 3, 3]) => {
    const logits = Float32Array.from(scores);
    adjustScores(logits, { ...none, ...settings }, { generated, recent: [2, 0, 0] });
    return [...logits];
  };

  it("lowers what was generated already, once and per time", () => {
    assert.deepEqual(lowered({ presencePenalty: 1 }), [2, 2, 3]);
    assert.deepEqual(lowered({ frequencyPenalty: 0.5 }), [2, 2.5, 3]);
    assert.deepEqual(lowered({ frequencyPenalty: -1 }), [5, 4, 3]);
  });

  it("makes recent tokens of prompt and answer less likely, once each, whatever the sign", () => {
    assert.deepEqual(lowered({ repetitionPenalty: 2 }, [4, 4, -4]), [2, 4, -8]);
    assert.deepEqual(lowered({ repetitionPenalty: 1 }, [4, 4, -4]), [4, 4, -4]);
  });

  it("adds the bias of a token, and none to a token that does not exist", () => {
    assert.deepEqual(lowered({ logitBias: { "1": -100, "2": 5, "9": 5 } }), [3, -97, 8]);
  });
});
