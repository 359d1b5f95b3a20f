import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type CacheCapacity, canGrow, chooseShape, firstShape, fixedShape } from "./cache-shape.ts";

const capacity: CacheCapacity = { tokens: 20_000, contextTokens: 8192, parallel: 16 };
const alone = { waiting: 0, carried: 0 };
const many = (count: number, need: number) => Array.from({ length: count }, () => need);

describe("chooseShape()", () => {
  it("gives each a lane that holds the longest", () => {
    assert.deepEqual(chooseShape(capacity, { ...alone, needs: [300] }), {
      cacheTokens: 512,
      sequences: 1,
      lanes: true,
    });
    const shape = chooseShape(capacity, { ...alone, needs: [300, 900, 20] });
    assert.deepEqual(shape, { cacheTokens: 4096, sequences: 4, lanes: true });
  });

  it("makes lanes for those who wait at once, as far as memory goes", () => {
    assert.equal(chooseShape(capacity, { needs: [900], waiting: 15, carried: 400 })?.sequences, 16);
    assert.equal(chooseShape(capacity, { needs: [900], waiting: 15, carried: 8000 })?.sequences, 11);
    assert.equal(chooseShape(capacity, { needs: [900], waiting: 99, carried: 0 })?.sequences, 16);
  });

  it("never takes more than was planned, what is carried over counted", () => {
    for (const need of [100, 700, 3000, 8192])
      for (const count of [1, 2, 7, 16])
        for (const carried of [0, 5000, 12_000]) {
          const shape = chooseShape(capacity, { needs: many(count, need), waiting: 16 - count, carried });
          assert.ok((shape?.cacheTokens ?? 0) + carried <= capacity.tokens, `${need} x ${count} and ${carried}`);
        }
  });

  it("lets all share their cells where one is too long for lanes", () => {
    const shape = chooseShape(capacity, { needs: [6000, ...many(5, 800)], waiting: 0, carried: 2000 });
    assert.deepEqual(shape, { cacheTokens: 17_920, sequences: 32, lanes: false });
  });

  it("finds none where even that is too little", () => {
    assert.equal(chooseShape(capacity, { ...alone, needs: many(3, 8192) }), undefined);
  });
});

describe("canGrow()", () => {
  it("holds what was promised though it is in memory twice while it grows", () => {
    assert.ok(canGrow(capacity));
    assert.ok(canGrow({ ...capacity, tokens: 8192 + 4096 }));
    assert.ok(!canGrow({ ...capacity, tokens: 8192 + 4095 }));
    for (let length = 512; length < 8192; length *= 2)
      assert.ok(
        chooseShape({ ...capacity, tokens: 12_288 }, { needs: [length + 1], waiting: 0, carried: length }),
        `${length}`,
      );
  });
});

describe("firstShape() and fixedShape()", () => {
  it("begin small where the cache can grow, and with what was promised and more where it cannot", () => {
    assert.deepEqual(firstShape(capacity), { cacheTokens: 4096, sequences: 8, lanes: true });
    assert.equal(firstShape({ ...capacity, parallel: 2 }).sequences, 2);
    assert.deepEqual(fixedShape(capacity, { isRecurrent: false }), {
      cacheTokens: 14_336,
      sequences: 32,
      lanes: false,
    });
    assert.equal(fixedShape({ ...capacity, tokens: 8192 }, { isRecurrent: true }).cacheTokens, 8192);
    assert.equal(fixedShape(capacity, { isRecurrent: true }).sequences, 16);
  });
});
