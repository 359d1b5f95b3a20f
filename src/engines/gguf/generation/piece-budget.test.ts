import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createPieceBudget } from "./piece-budget.ts";

describe("createPieceBudget()", () => {
  it("begins small", () => {
    assert.equal(createPieceBudget(512).tokens(1), 64);
    assert.equal(createPieceBudget(20).tokens(1), 20);
  });

  it("grows to what takes 200 ms, within the batch", () => {
    const budget = createPieceBudget(512);
    budget.learn(64, 32);
    assert.equal(budget.tokens(1), 400);
    for (let turn = 0; turn < 20; turn++) budget.learn(200, 10);
    assert.equal(budget.tokens(1), 512);
  });

  it("gives prompts more of the time the more of them wait for their first token", () => {
    const budget = createPieceBudget(512);
    budget.learn(64, 128);
    assert.deepEqual([1, 3, 16].map(budget.tokens), [100, 300, 512]);
  });

  it("shrinks on a slow machine, and never to nothing", () => {
    const budget = createPieceBudget(512);
    for (let turn = 0; turn < 20; turn++) budget.learn(64, 6400);
    assert.equal(budget.tokens(1), 64);
  });

  it("learns nothing from ticks without a prompt", () => {
    const budget = createPieceBudget(512);
    budget.learn(0, 100);
    budget.learn(1, 100);
    assert.equal(budget.tokens(1), 64);
  });
});
