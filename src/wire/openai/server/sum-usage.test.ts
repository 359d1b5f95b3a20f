import assert from "node:assert/strict";
import { test } from "node:test";
import { sumUsage } from "./sum-usage.ts";

const one = { promptTokens: 3, cachedPromptTokens: 1, completionTokens: 2, reasoningTokens: 1 };

test("sumUsage() adds the counts of several answers", () => {
  assert.deepEqual(sumUsage([one, one]), {
    promptTokens: 6,
    cachedPromptTokens: 2,
    completionTokens: 4,
    reasoningTokens: 2,
  });
});

test("sumUsage() counts a prompt once that all answers share", () => {
  assert.deepEqual(sumUsage([one, one], true), { ...one, completionTokens: 4, reasoningTokens: 2 });
});

test("sumUsage() knows no sum where one count is not known", () => {
  assert.equal(sumUsage([one, { promptTokens: 3 }]).completionTokens, undefined);
});
