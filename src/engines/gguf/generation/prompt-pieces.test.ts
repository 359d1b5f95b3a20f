import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharePieces } from "./prompt-pieces.ts";

describe("sharePieces()", () => {
  it("gives answers their step, however little room there is", () => {
    assert.deepEqual(sharePieces([0, 0, 0], 1), [0, 0, 0]);
  });

  it("takes short prompts whole, in order, while there is room", () => {
    assert.deepEqual(sharePieces([30, 0, 63, 30], 64), [30, 0, undefined, 30]);
  });

  it("never leaves a short rest of a long prompt", () => {
    for (let left = 64; left < 700; left++)
      for (const room of [1, 64, 100, 127, 128, 400]) {
        const [piece = 0] = sharePieces([left], room);
        assert.ok(piece >= 64, `${piece} of ${left}`);
        assert.ok(piece === left || left - piece >= 64, `${piece} of ${left}`);
        assert.ok(piece <= Math.max(room, 127), `${piece} for a room of ${room}`);
      }
  });

  it("always lets somebody go on", () => {
    assert.deepEqual(sharePieces([500, 500], 10), [64, undefined]);
    assert.deepEqual(sharePieces([500, 500], 200), [200, undefined]);
    assert.deepEqual(sharePieces([100, 500], 200), [100, 100]);
  });
});
