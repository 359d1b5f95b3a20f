import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { paretoFront } from "./pareto-front.ts";

describe("paretoFront()", () => {
  it("keeps what no other item beats on everything", () => {
    const latencyAndQuality = [
      [100, 0.9],
      [50, 0.7],
      [120, 0.9],
      [60, 0.6],
      [200, 0.95],
    ];
    assert.deepEqual(paretoFront(latencyAndQuality, ["min", "max"]), [0, 1, 4]);
  });

  it("follows the direction of each objective", () => {
    const items = [
      [1, 1],
      [2, 2],
    ];
    assert.deepEqual(paretoFront(items, ["min", "min"]), [0]);
    assert.deepEqual(paretoFront(items, ["max", "max"]), [1]);
    assert.deepEqual(paretoFront(items, ["min", "max"]), [0, 1]);
  });

  it("drops an item that is equal on one objective and worse on the other", () => {
    assert.deepEqual(
      paretoFront(
        [
          [1, 5],
          [1, 6],
        ],
        ["min", "min"],
      ),
      [0],
    );
  });

  it("keeps equal items together", () => {
    assert.deepEqual(
      paretoFront(
        [
          [1, 2],
          [1, 2],
        ],
        ["min", "max"],
      ),
      [0, 1],
    );
  });

  it("neither drops an item that lacks an objective nor lets it drop others", () => {
    const items = [
      [10, 5],
      [1, undefined],
      [99, undefined],
      [11, 6],
    ];
    assert.deepEqual(paretoFront(items, ["min", "min"]), [0, 1, 2]);
  });

  it("leaves out an objective that all items lack", () => {
    const items = [
      [10, undefined],
      [11, undefined],
    ];
    assert.deepEqual(paretoFront(items, ["min", "max"]), [0]);
  });

  it("takes 0 for a value and infinity for a bad one", () => {
    assert.deepEqual(paretoFront([[0], [1], [Number.POSITIVE_INFINITY]], ["min"]), [0]);
  });

  it("is empty without items", () => {
    assert.deepEqual(paretoFront([], ["min"]), []);
  });

  it("refuses items of another length and NaN", () => {
    assert.throws(() => paretoFront([[1]], ["min", "max"]), { code: "invalid-input", message: /item 0 .*\(2\).* 1$/ });
    assert.throws(() => paretoFront([[1], [Number.NaN]], ["min"]), { code: "invalid-input", message: /item 1/ });
  });
});
