import assert from "node:assert/strict";
import { test } from "node:test";
import { BUILT_IN_PRICES } from "./built-in-prices.ts";
import { describeAge } from "./price-age.ts";
import { findHosted, mergeHosted, nameOfHosted } from "./price-table.ts";

const [mini] = BUILT_IN_PRICES;
assert.ok(mini);

test("`findHosted()` takes a model by its name, or with its provider where several have it", () => {
  assert.equal(findHosted(BUILT_IN_PRICES, " GPT-4o-mini"), mini);
  const both = [...BUILT_IN_PRICES, { ...mini, provider: "azure" }];
  assert.equal(findHosted(both, "azure/gpt-4o-mini").provider, "azure");
  assert.throws(() => findHosted(both, "gpt-4o-mini"), { code: "invalid-input", hint: /openai\/gpt-4o-mini, azure/ });
});

test("`findHosted()` names near models, and all of them where none is near", () => {
  assert.throws(() => findHosted(BUILT_IN_PRICES, "gpt4o"), { code: "unknown-model", hint: /openai\/gpt-4o-mini/ });
  assert.throws(() => findHosted(BUILT_IN_PRICES, "gpt-4o-mimi"), { hint: /gpt-4o-mini/ });
  assert.throws(() => findHosted([mini], "llama"), { hint: /There are prices of openai\/gpt-4o-mini/ });
});

test("`mergeHosted()` puts a price of one's own in front", () => {
  const own = { ...mini, model: "GPT-4O-MINI", inputPerMillion: 9 };
  const merged = mergeHosted([own], BUILT_IN_PRICES);
  assert.equal(merged.length, BUILT_IN_PRICES.length);
  assert.equal(findHosted(merged, "gpt-4o-mini").inputPerMillion, 9);
});

test("the built-in prices have a source and a day each, and no model twice", () => {
  assert.equal(new Set(BUILT_IN_PRICES.map(nameOfHosted)).size, BUILT_IN_PRICES.length);
  for (const { source, date, inputPerMillion, outputPerMillion } of BUILT_IN_PRICES) {
    assert.ok(source.length > 10 && !Number.isNaN(Date.parse(date)));
    assert.ok(inputPerMillion > 0 && outputPerMillion >= inputPerMillion);
  }
});

test("`describeAge()` tells of prices that are older than three months", () => {
  assert.equal(describeAge("2026-11-01", new Date("2026-11-30")), undefined);
  assert.equal(describeAge("2026-07-29", new Date("2026-11-30")), "of 2026-07-29, 124 days old");
});
