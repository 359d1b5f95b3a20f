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
    assert.deepEqual(paretoFront(latencyAndQuality, ["lower", "higher"]), [0, 1, 4]);
  });

  it("follows the direction of each objective", () => {
    const items = [
      [1, 1],
      [2, 2],
    ];
    assert.deepEqual(paretoFront(items, ["lower", "lower"]), [0]);
    assert.deepEqual(paretoFront(items, ["higher", "higher"]), [1]);
    assert.deepEqual(paretoFront(items, ["lower", "higher"]), [0, 1]);
  });

  it("drops an item that is equal on one objective and worse on the other", () => {
    assert.deepEqual(
      paretoFront(
        [
          [1, 5],
          [1, 6],
        ],
        ["lower", "lower"],
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
        ["lower", "higher"],
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
    assert.deepEqual(paretoFront(items, ["lower", "lower"]), [0, 1, 2]);
  });

  it("leaves out an objective that all items lack", () => {
    const items = [
      [10, undefined],
      [11, undefined],
    ];
    assert.deepEqual(paretoFront(items, ["lower", "higher"]), [0]);
  });

  it("takes 0 for a value and infinity for a bad one", () => {
    assert.deepEqual(paretoFront([[0], [1], [Number.POSITIVE_INFINITY]], ["lower"]), [0]);
  });

  it("is empty without items", () => {
    assert.deepEqual(paretoFront([], ["lower"]), []);
  });

  it("refuses items of another length and NaN", () => {
    assert.throws(() => paretoFront([[1]], ["lower", "higher"]), {
      code: "invalid-input",
      message: /Item 0 .*\(2\).* 1\.$/,
    });
    assert.throws(() => paretoFront([[1], [Number.NaN]], ["lower"]), { code: "invalid-input", message: /item 1/ });
  });
});
