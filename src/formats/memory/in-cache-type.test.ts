import assert from "node:assert/strict";
import { test } from "node:test";
import type { CacheType } from "../../core/engine.ts";
import { inCacheType } from "./in-cache-type.ts";

test("8 bits take little more than half, and what nobody can keep is refused by its name", () => {
  const facts = { weightsBytes: 1, kvBytesPerToken: 6400 };
  assert.equal(inCacheType(facts).kvBytesPerToken, 6400);
  assert.equal(inCacheType(facts, "q8_0").kvBytesPerToken, 3400);
  for (const strange of ["q4_0", "constructor", ""])
    assert.throws(() => inCacheType(facts, strange as CacheType), { code: "invalid-input", message: /f16 or q8_0/ });
});
