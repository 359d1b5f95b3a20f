import assert from "node:assert/strict";
import { test } from "node:test";
import type { TargetPlan } from "../core/run.ts";
import { currencyOf, hourlyCost, runsHere, targetRates } from "./target-rates.ts";

const local: TargetPlan = {
  id: "a",
  alias: "a",
  engine: "gguf",
  device: "cpu",
  source: { type: "file", path: "a.gguf" },
};
const served = (baseUrl: string): TargetPlan => ({ ...local, engine: "openai", source: { type: "endpoint", baseUrl } });
const price = { currency: "USD", inputPerMillion: 1, outputPerMillion: 4 };
const electricity = { perKwh: 0.5 };
const hardware = { price: 1461, lifeYears: 4, hoursPerDay: 10 };

test("`targetRates()` lets a price of the model itself win over the costs of the machine", () => {
  const rates = { currency: "USD", electricity };
  assert.equal(targetRates({ ...local, price }, rates).pricing.type, "tokens");
  const { pricing } = targetRates(local, { ...rates, hardware, date: "2026-11-01" });
  assert.deepEqual(pricing, {
    type: "machine",
    currency: "USD",
    perKwh: 0.5,
    perHour: 0.1,
    source:
      "power at 0.5 USD per kWh and a machine of 1461 USD over 4 years, at work for all its 10 hours a day, as stated on 2026-11-01",
  });
});

test("`targetRates()` converts by a stated rate and by no other", () => {
  const { pricing } = targetRates({ ...local, price }, { currency: "EUR", exchange: { USD: 0.5 } });
  assert.ok(pricing.type === "tokens" && pricing.inputPerMillion === 0.5 && pricing.currency === "EUR");
  assert.match(pricing.source, /0\.5 EUR per USD/);
  assert.deepEqual(targetRates({ ...local, price }, { currency: "EUR" }).pricing, {
    type: "unknown",
    because: "its price is in USD, and no rate to EUR is stated",
  });
});

test("`targetRates()` prices no power of this machine where the answers come from another", () => {
  const rates = { currency: "EUR", electricity };
  assert.equal(targetRates(served("https://api.example.com/v1"), rates).pricing.type, "unknown");
  assert.equal(targetRates(served("http://127.0.0.1:8080/v1"), rates).pricing.type, "machine");
  assert.deepEqual([local, served("http://localhost/v1"), served("http://10.0.0.7/v1")].map(runsHere), [
    true,
    true,
    false,
  ]);
});

test("`hourlyCost()` spreads what the machine loses in worth over its hours, and adds the power that it takes idle", () => {
  assert.equal(hourlyCost({ ...hardware, residualValue: 730.5, share: 0.5 }, undefined), 0.025);
  assert.ok(Math.abs(hourlyCost({ ...hardware, idleWatts: 20 }, 0.5) - 0.11) < 1e-12);
});

test("`currencyOf()` takes the stated currency, else that of the first price", () => {
  assert.equal(currencyOf([local, { ...local, price }], {}), "USD");
  assert.equal(currencyOf([{ ...local, price }], { currency: "EUR" }), "EUR");
  assert.equal(currencyOf([local], {}), undefined);
});

test("`targetRates()` prices a pipeline with hosted parts step by step, and says why where a part has no price", () => {
  const part = { name: "p", alias: "p", engine: "openai", device: "cpu" } as const;
  const at = { type: "endpoint", baseUrl: "https://api.example.com/v1" } as const;
  const pipelineOf = (...parts: readonly object[]): TargetPlan => ({
    ...local,
    engine: "pipeline",
    source: {
      type: "pipeline",
      definition: { kind: "draft-refine", draft: "slm", refine: "llm" },
      parts: Object.fromEntries(
        parts.map((one, index) => [`${index}`, { ...part, source: at, id: `m${index}`, ...one }]),
      ),
    },
  });
  const { pricing } = targetRates(pipelineOf({ price }, { source: local.source }), { hardware, currency: "USD" });
  assert.ok(pricing.type === "steps");
  assert.deepEqual(
    [pricing.byModel.m0?.type, pricing.byModel.m1?.type, pricing.currency],
    ["tokens", "machine", "USD"],
  );
  const because = (target: TargetPlan, rates = {}) => {
    const found = targetRates(target, rates).pricing;
    return found.type === "unknown" ? found.because : found.type;
  };
  assert.match(because(pipelineOf({ price }, {})), /^of m1, no price of this hosted model is stated/);
  assert.match(because(pipelineOf({ price }, { source: local.source }), { electricity }), /not told apart/);
  assert.equal(because(pipelineOf({ source: local.source }), { currency: "EUR", electricity }), "machine");
});
