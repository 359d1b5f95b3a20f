import type { RequestMetric } from "../../core/metric.ts";
import type { Pricing, TargetRates } from "../../core/rates.ts";
import type { EnergyReading, Sample } from "../../core/sample.ts";

/** Where counters cover less of a request than this, the rest of it cannot be inferred. */
const LEAST_COVERED = 0.5;

const JOULES_PER_KWH = 3.6e6;
const MS_PER_HOUR = 3.6e6;

/**
 * Joules of one request: by the counters of the machine where they were read, else an estimate. The scorecard's `energy`
 * says which of the two. Of 1,000 answers in Wh it is the same figure divided by 3.6.
 */
export const energy = {
  type: "request",
  id: "energy",
  label: "energy of an answer",
  heading: "Energy",
  description: "Energy that an answer takes, what the machine takes idle not counted.",
  unit: "J",
  better: "lower",
  columns: { p50: { comparison: 130, terminal: 90 } },
  formula:
    "joules of the machine / covered share - idle watts × time; where no counter is read, processor time × stated watts per core",
  source:
    "RAPL, nvidia-smi or powermetrics with the idle power before the run taken off; else an estimate that says so",
  values: (sample, rates?: TargetRates) => known(joulesOf(sample, rates)),
  whyAbsent: (sample, rates?: TargetRates) => reason(joulesOf(sample, rates)),
} as const satisfies RequestMetric;

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

/** What an answer takes in energy and money. */
export const EXPENSE = [energy, cost] as const;

function joulesOf({ energy: reading, processorMs }: Sample, rates: TargetRates | undefined): number | string {
  if (reading !== undefined) return joulesOfReading(reading);
  if (rates?.wattsPerCore === undefined) return NO_COUNTER;
  return processorMs === undefined ? NO_PROCESSOR_TIME : (processorMs / 1000) * rates.wattsPerCore;
}

function joulesOfReading({ counters }: EnergyReading): number | string {
  if (counters.some(({ windowMs, coveredMs }) => windowMs <= 0 || coveredMs / windowMs < LEAST_COVERED))
    return UNCOVERED;
  const joules = counters.reduce((sum, counter) => {
    const { joules: counted, windowMs, coveredMs, idleWatts } = counter;
    return sum + (counted * windowMs) / coveredMs - (idleWatts * windowMs) / 1000;
  }, 0);
  return joules > 0 ? joules : NOT_ABOVE_IDLE;
}

const NO_COUNTER = "no counter of energy could be read, and no power is stated to estimate it with";
const NO_PROCESSOR_TIME = "the system does not tell the processor time of the model's process";
const UNCOVERED = "the counters cover less than half of the request";
const NOT_ABOVE_IDLE = "the machine took no more than it takes idle";

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

function known(value: number | string): readonly number[] {
  return typeof value === "string" ? [] : [value];
}

function reason(value: number | string): string | undefined {
  return typeof value === "string" ? value : undefined;
}
