import assert from "node:assert/strict";
import { test } from "node:test";
import { createNonce, needsNonce } from "./nonce.ts";

const plan = { temperature: 0, seed: 7, maxTokens: 99, stream: true, prefixCache: "off" } as const;

test("`needsNonce()` only where a cache may answer and there is no switch for it", () => {
  const lacking = { promptReuseSwitch: false } as Parameters<typeof needsNonce>[1];
  const having = { promptReuseSwitch: true } as Parameters<typeof needsNonce>[1];
  assert.equal(needsNonce(plan, lacking, true), true);
  assert.equal(needsNonce(plan, having, true), false);
  assert.equal(needsNonce(plan, lacking, false), false);
  assert.equal(needsNonce({ ...plan, prefixCache: "on" }, lacking, true), false);
});

test("`createNonce()` differs from cell to cell and is the same again after a resume", () => {
  assert.equal(createNonce(1, "a/p1/1"), createNonce(1, "a/p1/1"));
  const nonces = ["a/p1/1", "a/p1/2", "b/p1/1"].map((cell) => createNonce(1, cell));
  assert.equal(new Set(nonces).size, 3);
  assert.notEqual(createNonce(2, "a/p1/1"), nonces[0]);
});
