import type { RequestMetric } from "../../core/metric.ts";
import type { Pricing, TargetRates } from "../../core/rates.ts";
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
    "hosted: tokens in and out × price list; local: energy × price of power + time × price of an hour of the machine at work",
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
    case "unknown":
      return pricing.because;
  }
  return pricing satisfies never;
}

const NO_PRICE = "no price is stated";
const UNCOUNTED = "nobody counted the tokens of prompt and answer";

function costOfTokens({ usage }: Sample, pricing: Extract<Pricing, { type: "tokens" }>): number | string {
  const { promptTokens, completionTokens, cachedPromptTokens = 0 } = usage;
  if (promptTokens === undefined || completionTokens === undefined) return UNCOUNTED;
  const { inputPerMillion, cachedInputPerMillion = inputPerMillion, outputPerMillion } = pricing;
  const input = (promptTokens - cachedPromptTokens) * inputPerMillion + cachedPromptTokens * cachedInputPerMillion;
  return (input + completionTokens * outputPerMillion) / 1e6;
}

/** A stated price of power without a known energy leaves the cost unknown: without its power it would look lower. */
function costOfMachine(
  { timeline }: Sample,
  { perKwh, perHour = 0 }: Extract<Pricing, { type: "machine" }>,
  joules: number | string,
): number | string {
  const hours = (timeline.endMs - timeline.sentMs) / MS_PER_HOUR;
  if (perKwh === undefined) return hours * perHour;
  return typeof joules === "string" ? joules : (joules / JOULES_PER_KWH) * perKwh + hours * perHour;
}
