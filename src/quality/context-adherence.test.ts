import assert from "node:assert/strict";
import { test } from "node:test";
import { contextAdherence } from "./context-adherence.ts";

const context = "Helen decides on the vendor by November 14. The price stays at 1,200 dollars.";

test("`contextAdherence()` is the share of telling words that the context holds", () => {
  assert.equal(contextAdherence("Helen decides on November 14.", context), 1);
  assert.equal(contextAdherence("Helen decides, Clara pays.", context), 0.5);
  assert.equal(contextAdherence("Bananas grow everywhere.", context), 0);
});

test("`contextAdherence()` compares numbers in their normal form, and never parts of words", () => {
  assert.equal(contextAdherence("$1200", context), 1);
  assert.equal(contextAdherence("vend", context), 0);
});

test("`contextAdherence()` is absent for an answer without a telling word", () => {
  assert.equal(contextAdherence("So it is.", context), undefined);
});
