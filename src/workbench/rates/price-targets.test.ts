import assert from "node:assert/strict";
import { test } from "node:test";
import type { TargetPlan } from "../../core/run.ts";
import { withPrices } from "./price-targets.ts";

const mini = {
  provider: "cloud",
  model: "mini",
  currency: "USD",
  inputPerMillion: 1,
  outputPerMillion: 4,
  date: "2026-11-01",
  source: "its page",
};
const at = (baseUrl: string, model = "mini"): TargetPlan => {
  return { id: "a", alias: "a", engine: "openai", device: "cpu", source: { type: "endpoint", baseUrl, model } };
};
const far = at("https://api.example.com/v1");

test("`withPrices()` takes the price of the project's table for a hosted model, with where it stands", () => {
  const [target] = withPrices([far], [mini]);
  assert.equal(target?.price?.outputPerMillion, 4);
  assert.equal(target.price.source, "prices.json: cloud/mini, 2026-11-01, its page");
});

test("`withPrices()` guesses no price: not of a model here, of another name, of two providers, nor over a stated one", () => {
  const own = { ...far, price: { currency: "EUR", inputPerMillion: 9, outputPerMillion: 9 } };
  const targets = [at("http://localhost:8080/v1"), at("https://api.example.com/v1", "maxi"), own];
  assert.deepEqual(withPrices(targets, [mini]), targets);
  assert.deepEqual(withPrices([far], [mini, { ...mini, provider: "other" }]), [far]);
});
