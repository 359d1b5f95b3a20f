import type { RequestMetric } from "../../core/metric.ts";
import type { MachinePricing, StepsPricing, TargetRates, TokensPricing } from "../../core/rates.ts";
import type { Sample } from "../../core/sample.ts";
import { joulesOf, known, reason } from "./energy.ts";

const JOULES_PER_KWH = 3.6e6;
const MS_PER_HOUR = 3.6e6;

/** In the currency of the scorecard's `pricing`, which says what the price rests on. */
export const cost = {
  type: "request",
  id: "cost",
  label: "cost of an answer",
  heading: "Cost",
  description: "Price of an answer: its tokens by a price list, or its energy and its part of the machine.",
  unit: "money",
  better: "lower",
  columns: { p50: { comparison: 140, terminal: 100 } },
  formula:
    "hosted: tokens in and out × price list; local: energy × price of power + time × price of an hour of the machine at work; pipelines with hosted parts: the sum of their steps",
  source: "prices.json of the project or the price in models.json; the scorecard says which, and its date",
  values: (sample, rates?: TargetRates) => known(costOf(sample, rates)),
  whyAbsent: (sample, rates?: TargetRates) => reason(costOf(sample, rates)),
} as const satisfies RequestMetric;

function costOf(sample: Sample, rates: TargetRates | undefined): number | string {
  const pricing = rates?.pricing ?? { type: "unknown", because: NO_PRICE };
  switch (pricing.type) {
    case "tokens":
      return costOfTokens(sample, pricing);
    case "machine":
      return costOfMachine(sample, pricing, joulesOf(sample, rates));
    case "steps":
      return costOfSteps(sample, pricing);
    case "unknown":
      return pricing.because;
  }
  return pricing satisfies never;
}

const NO_PRICE = "no price is stated";
const UNCOUNTED = "nobody counted the tokens of prompt and answer";

/** The sum over the steps that ran. What a failed one took nobody tells. */
function costOfSteps({ steps = [] }: Sample, { byModel }: StepsPricing): number | string {
  const costs = steps
    .filter(({ model, state }) => state !== "skipped" && byModel[model] !== undefined)
    .map(({ model, state, usage = {}, ms = 0 }) => {
      const pricing = byModel[model];
      if (state === "failed" || pricing === undefined) return FAILED_STEP;
      return pricing.type === "tokens" ? costOfTokens({ usage }, pricing) : (ms / MS_PER_HOUR) * (pricing.perHour ?? 0);
    });
  const unknown = costs.find((one) => typeof one === "string");
  if (costs.length === 0) return "no step of the pipeline was recorded";
  return unknown ?? costs.reduce<number>((sum, one) => sum + (typeof one === "string" ? 0 : one), 0);
}

const FAILED_STEP = "a step failed, and nobody tells what it took";

function costOfTokens({ usage }: Pick<Sample, "usage">, pricing: TokensPricing): number | string {
  const { promptTokens, completionTokens, cachedPromptTokens = 0 } = usage;
  if (promptTokens === undefined || completionTokens === undefined) return UNCOUNTED;
  const { inputPerMillion, cachedInputPerMillion = inputPerMillion, outputPerMillion } = pricing;
  const input = (promptTokens - cachedPromptTokens) * inputPerMillion + cachedPromptTokens * cachedInputPerMillion;
  return (input + completionTokens * outputPerMillion) / 1e6;
}

/** A stated price of power without a known energy leaves the cost unknown: without its power it would look lower. */
function costOfMachine(
  { timeline }: Sample,
  { perKwh, perHour = 0 }: MachinePricing,
  joules: number | string,
): number | string {
  const hours = (timeline.endMs - timeline.sentMs) / MS_PER_HOUR;
  if (perKwh === undefined) return hours * perHour;
  return typeof joules === "string" ? joules : (joules / JOULES_PER_KWH) * perKwh + hours * perHour;
}
