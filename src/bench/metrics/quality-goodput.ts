import type { Estimate } from "../../core/estimate.ts";
import type { TargetMeasurements, TargetMetric } from "../../core/metric.ts";
import type { Sample } from "../../core/sample.ts";
import { LEAST_FOR_MEAN } from "../../stats/least-values.ts";
import { ratioInterval } from "../../stats/ratio-interval.ts";
import { shareInterval } from "../../stats/share-interval.ts";
import { cost } from "./cost.ts";
import { energy } from "./energy.ts";

const FORMULA = "acceptable answers";
const SOURCE =
  "the very answers that were timed; what is acceptable is part of the plan, and unscored answers are left out";

/** Answers that are good enough, for the time that all scored answers took. */
const perMinute = {
  type: "target",
  id: "quality-goodput",
  label: "acceptable answers per minute",
  heading: "Acceptable",
  description: "Acceptable answers per minute in which the target was busy.",
  unit: "answers/min",
  better: "higher",
  column: { comparison: 65, terminal: 75 },
  formula: `${FORMULA} / minutes of all scored answers`,
  source: SOURCE,
  value: (measured) => estimateGoodput(measured, minutesOf)?.value,
  estimate: (measured) => estimateGoodput(measured, minutesOf),
} as const satisfies TargetMetric;

const perWattHour = {
  type: "target",
  id: "quality-goodput-energy",
  label: "acceptable answers per watt-hour",
  heading: "Acceptable by energy",
  description: "Acceptable answers per watt-hour of all scored answers.",
  unit: "answers/Wh",
  better: "higher",
  column: { comparison: 135 },
  formula: `${FORMULA} / watt-hours of all scored answers, as energy has them`,
  source: SOURCE,
  value: (measured) => estimateGoodput(measured, wattHoursOf)?.value,
  estimate: (measured) => estimateGoodput(measured, wattHoursOf),
} as const satisfies TargetMetric;

const perMoney = {
  type: "target",
  id: "quality-goodput-cost",
  label: "acceptable answers per unit of currency",
  heading: "Acceptable by cost",
  description: "Acceptable answers for one unit of the currency that cost is in.",
  unit: "answers/money",
  better: "higher",
  column: { comparison: 145 },
  formula: `${FORMULA} / cost of all scored answers`,
  source: SOURCE,
  value: (measured) => estimateGoodput(measured, costOf)?.value,
  estimate: (measured) => estimateGoodput(measured, costOf),
} as const satisfies TargetMetric;

/** How many answers that are good enough a target gives for what is spent. */
export const QUALITY_GOODPUT = [perMinute, perWattHour, perMoney] as const;

type Spent = (sample: Sample, measured: TargetMeasurements) => number | undefined;

const minutesOf: Spent = ({ timeline }) => (timeline.endMs - timeline.sentMs) / 60_000;

const wattHoursOf: Spent = (sample, { rates }) => {
  const [joules] = energy.values(sample, rates);
  return joules === undefined ? undefined : joules / 3600;
};

const costOf: Spent = (sample, { rates }) => cost.values(sample, rates)[0];

/**
 * Acceptable answers over what all scored answers took, with its interval by prompt: rounds repeat an answer, and are no evidence of
 * their own. Absent without a rule of what is acceptable, without a scored answer, and where what one of them took is unknown.
 */
function estimateGoodput(measured: TargetMeasurements, spentBy: Spent): Estimate | undefined {
  const scored = measured.samples.flatMap((sample) => {
    const isAcceptable = measured.isAcceptable?.(sample);
    return isAcceptable === undefined ? [] : [{ sample, isAcceptable, spent: spentBy(sample, measured) }];
  });
  const parts = [...Map.groupBy(scored, ({ sample }) => sample.prompt).values()].map((own) => ({
    amount: own.filter(({ isAcceptable }) => isAcceptable).length,
    base: own.reduce((sum, { spent = Number.NaN }) => sum + spent, 0),
    answers: own.length,
  }));
  const base = parts.reduce((sum, part) => sum + part.base, 0);
  if (!(base > 0)) return undefined;
  const amount = parts.reduce((sum, part) => sum + part.amount, 0);
  const bare = { value: amount / base, level: 0.95, n: parts.length, of: "prompts" } as const;
  const interval = amount === 0 ? noneInterval(parts, base) : ratioInterval(parts);
  return interval === undefined ? { ...bare, needs: LEAST_FOR_MEAN } : { ...bare, ...interval };
}

/** Of no acceptable answer at all, the share of answers that might be acceptable tells how many there can be. */
function noneInterval(parts: readonly { readonly answers: number }[], base: number) {
  if (parts.length < LEAST_FOR_MEAN) return undefined;
  const share = shareInterval(parts.map(({ answers }) => ({ found: 0, expected: answers })));
  const answers = parts.reduce((sum, part) => sum + part.answers, 0);
  return share && { low: 0, high: (share.high * answers) / base };
}
