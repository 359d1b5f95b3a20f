import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createStateStore } from "./state-store.ts";

const state = (tokens: readonly number[], bytes = 10) => ({ tokens, bytes: new Uint8Array(bytes) });

describe("createStateStore()", () => {
  it("keeps states up to its size, the newest of them", () => {
    const store = createStateStore(25);
    for (const tokens of [[1], [2], [3]]) store.keep(state(tokens));
    assert.deepEqual(
      store.states.map(({ tokens }) => tokens),
      [[2], [3]],
    );
  });

  it("does not keep what is too large, nor lose others for it", () => {
    const store = createStateStore(25);
    store.keep(state([1]));
    store.keep(state([2], 26));
    assert.equal(store.states.length, 1);
  });

  it("keeps the longer of two that begin alike", () => {
    const store = createStateStore(100);
    store.keep(state([1, 2]));
    store.keep(state([1, 2, 3]));
    store.keep(state([1, 4]));
    assert.deepEqual(
      store.states.map(({ tokens }) => tokens),
      [
        [1, 2, 3],
        [1, 4],
      ],
    );
    const [first] = store.states;
    if (first) store.remove(first);
    assert.equal(store.states.length, 1);
  });
});
