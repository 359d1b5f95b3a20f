import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sampleOf } from "../../../test/fixtures/bench/scripted-plan.ts";
import type { Pricing } from "../../core/rates.ts";
import type { EnergyReading } from "../../core/sample.ts";
import { cost } from "./cost.ts";
import { energy } from "./energy.ts";

const counter = { name: "test", joules: 50, idleWatts: 10, windowMs: 2000, coveredMs: 2000 };
const reading: EnergyReading = { counters: [counter] };
const changed = (change: Partial<typeof counter>): EnergyReading => ({ counters: [{ ...counter, ...change }] });
const unknown: Pricing = { type: "unknown", because: "no price is stated" };
const machine: Pricing = { type: "machine", currency: "EUR", perKwh: 0.36, perHour: 3.6, source: "test" };
const hosted: Pricing = { type: "tokens", currency: "USD", inputPerMillion: 2, outputPerMillion: 8, source: "test" };
const near = (values: readonly number[], expected: number) => {
  assert.equal(values.length, 1);
  assert.ok(Math.abs((values[0] ?? 0) - expected) < 1e-12, `${values[0]} is not ${expected}`);
};

describe("`energy`", () => {
  it("takes the idle power off, and infers the part that is not covered from the rest", () => {
    near(energy.values(sampleOf([10], { energy: reading })), 30);
    near(energy.values(sampleOf([10], { energy: changed({ coveredMs: 1000 }) })), 80);
  });

  it("adds up what several counters show, each with its own idle power", () => {
    const graphics = { name: "graphics", joules: 300, idleWatts: 50, windowMs: 2100, coveredMs: 2100 };
    near(energy.values(sampleOf([10], { energy: { counters: [counter, graphics] } })), 30 + 195);
  });

  it("is absent where too little is covered, and where the machine took no more than idle", () => {
    const uncovered = sampleOf([10], { energy: changed({ coveredMs: 900 }) });
    assert.deepEqual(energy.values(uncovered), []);
    assert.match(energy.whyAbsent(uncovered) ?? "", /less than half/);
    assert.match(energy.whyAbsent(sampleOf([10], { energy: changed({ joules: 20 }) })) ?? "", /no more than/);
  });

  it("is estimated from processor time and stated watts where no counter was read, and by nothing else", () => {
    const sample = sampleOf([10], { processorMs: 1500 });
    assert.match(energy.whyAbsent(sample) ?? "", /no power is stated/);
    const rates = { wattsPerCore: 6, pricing: unknown };
    near(energy.values(sample, rates), 9);
    near(energy.values(sampleOf([10], { processorMs: 1500, energy: reading }), rates), 30);
    assert.match(energy.whyAbsent(sampleOf([10]), rates) ?? "", /processor time/);
  });
});

describe("`cost`", () => {
  it("of a hosted model is its tokens by its prices, those from its cache apart", () => {
    const usage = { promptTokens: 1000, cachedPromptTokens: 400, completionTokens: 100 };
    near(cost.values(sampleOf([10], { usage }), { pricing: hosted }), 0.0028);
    near(cost.values(sampleOf([10], { usage }), { pricing: { ...hosted, cachedInputPerMillion: 0.5 } }), 0.0022);
    assert.match(cost.whyAbsent(sampleOf([10], { usage: { promptTokens: 3 } }), { pricing: hosted }) ?? "", /counted/);
  });

  it("of a model here is its energy and its part of the machine's hours", () => {
    const sample = sampleOf([999], { energy: reading });
    near(cost.values(sample, { pricing: machine }), 0.000003 + 0.001);
    const { perKwh: _, ...withoutPower } = machine;
    near(cost.values(sampleOf([999]), { pricing: withoutPower }), 0.001);
  });

  it("is unknown where power has a price and the energy is unknown, and where nothing has a price", () => {
    assert.match(cost.whyAbsent(sampleOf([999]), { pricing: machine }) ?? "", /no counter/);
    assert.equal(cost.whyAbsent(sampleOf([999]), { pricing: unknown }), "no price is stated");
    assert.deepEqual(cost.values(sampleOf([999])), []);
  });
});

describe("`cost` of a pipeline", () => {
  const pricing: Pricing = {
    type: "steps",
    currency: "USD",
    byModel: { slm: { type: "machine", currency: "USD", perHour: 3.6, source: "t" }, llm: hosted },
    source: "test",
  };
  const step = (model: string, more: object) => ({ name: model, model, state: "finished", ...more }) as const;
  const of = (...steps: readonly ReturnType<typeof step>[]) => cost.values(sampleOf([10], { steps }), { pricing });

  it("adds up its steps, each by what prices its model", () => {
    near(
      of(step("slm", { ms: 2000 }), step("llm", { usage: { promptTokens: 100, completionTokens: 50 } })),
      0.002 + 6e-4,
    );
    near(of(step("slm", { ms: 2000 }), step("llm", { state: "skipped" })), 0.002);
  });

  it("is absent where a step failed, was not counted or was not recorded", () => {
    assert.deepEqual(of(step("slm", { ms: 1 }), step("llm", { state: "failed" })), []);
    assert.deepEqual(of(step("llm", { usage: {} })), []);
    assert.deepEqual(of(), []);
  });
});
