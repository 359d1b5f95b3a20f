import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRandom } from "./random.ts";

describe("createRandom()", () => {
  it("yields the reference sequence of sfc32", () => {
    const words = (seed: number, count: number) => {
      const random = createRandom(seed);
      return Array.from({ length: count }, () => random.next() * 2 ** 32);
    };
    assert.deepEqual(words(1, 4), [2012149540, 1872316204, 1707632675, 1779833415]);
    assert.deepEqual(words(42, 4), [1264412219, 1947509147, 3919439299, 1251167922]);
    assert.deepEqual(words(2 ** 40 + 7, 2), [1614752920, 2544231158]);
  });

  it("tells a negative seed from its positive counterpart", () => {
    assert.notEqual(createRandom(-1).next(), createRandom(1).next());
    assert.notEqual(createRandom(-1).next(), createRandom(2 ** 32 - 1).next());
  });

  it("refuses a seed that is no safe integer", () => {
    for (const seed of [Number.NaN, 0.5, Number.POSITIVE_INFINITY, 2 ** 53])
      assert.throws(() => createRandom(seed), { code: "invalid-input", message: /safe integer, not / });
  });

  it("draws whole numbers evenly", () => {
    const random = createRandom(7);
    const counts = [0, 0, 0, 0, 0, 0];
    for (let draw = 0; draw < 60_000; draw++) {
      const face = random.integer(6);
      counts[face] = (counts[face] ?? 0) + 1;
    }
    assert.equal(counts.length, 6);
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    assert.ok(chiSquare < 20.5, `chi-square ${chiSquare} passes the 0.1 % point for 5 degrees of freedom`);
  });

  it("refuses a limit that is no whole number above 0", () => {
    const random = createRandom(1);
    for (const limit of [0, -1, 1.5, Number.NaN, 2 ** 33])
      assert.throws(() => random.integer(limit), { code: "invalid-input" });
  });

  it("shuffles into every order equally often and leaves the input alone", () => {
    const random = createRandom(11);
    const items = ["a", "b", "c"] as const;
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 6_000; draw++) {
      const order = random.shuffle(items).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    assert.deepEqual([...counts.keys()].sort(), ["abc", "acb", "bac", "bca", "cab", "cba"]);
    for (const count of counts.values()) assert.ok(Math.abs(count - 1_000) < 120, `${count} is not about 1000`);
    assert.deepEqual(items, ["a", "b", "c"]);
  });

  it("shuffles nothing into nothing", () => {
    assert.deepEqual(createRandom(1).shuffle([]), []);
  });
});
