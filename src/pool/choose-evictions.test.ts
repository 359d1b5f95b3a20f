import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseEvictions, type Evictable } from "./choose-evictions.ts";

const model = (name: string, bytes: number, lastUsedMs: number, more: Partial<Evictable> = {}): Evictable => ({
  name,
  bytes,
  lastUsedMs,
  busy: false,
  pinned: false,
  ...more,
});

test("`chooseEvictions()` takes the least recently used first, and no more than needed", () => {
  const loaded = [model("new", 100, 30), model("old", 100, 10), model("middle", 100, 20)];
  assert.deepEqual(chooseEvictions(loaded, { bytes: 100 }), ["old"]);
  assert.deepEqual(chooseEvictions(loaded, { bytes: 101 }), ["old", "middle"]);
  assert.deepEqual(chooseEvictions(loaded, { bytes: 0 }), []);
  assert.deepEqual(chooseEvictions(loaded, { bytes: -5, count: 2 }), ["old", "middle"]);
});

test("`chooseEvictions()` spares a model that a later choice has made needless", () => {
  const loaded = [model("small", 10, 10), model("middle", 40, 20), model("big", 100, 30)];
  assert.deepEqual(chooseEvictions(loaded, { bytes: 100 }), ["big"]);
  assert.deepEqual(chooseEvictions(loaded, { bytes: 110 }), ["small", "big"]);
});

test("`chooseEvictions()` never takes what is busy or pinned, and says when the rest is not enough", () => {
  const loaded = [
    model("busy", 100, 1, { busy: true }),
    model("pinned", 100, 2, { pinned: true }),
    model("idle", 50, 3),
  ];
  assert.deepEqual(chooseEvictions(loaded, { bytes: 50 }), ["idle"]);
  assert.equal(chooseEvictions(loaded, { bytes: 51 }), undefined);
  assert.equal(chooseEvictions(loaded, { bytes: 0, count: 2 }), undefined);
});
