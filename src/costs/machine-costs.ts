import type { PromptResult, Scorecard } from "../bench/summary/scorecard.ts";
import type { Estimate } from "../core/estimate.ts";
import type { HardwareCost, Rates } from "../core/rates.ts";
import { mean } from "../stats/centre.ts";
import { meanOverPrompts } from "./mean-over-prompts.ts";

const DAYS_PER_YEAR = 365.25;
const MS_PER_HOUR = 3.6e6;
const JOULES_PER_KWH = 3.6e6;

/** What a machine costs that answers with one model: by the day, whether it answers or not, and by the answer. */
export interface MachineCosts {
  readonly perDay: number;
  /** Price of the energy of each answer to a prompt: 0 where power has no price. */
  readonly perAnswer: (prompt: PromptResult) => readonly number[] | undefined;
  /** Mean of it over prompts; absent where power has no price. */
  readonly meanPerAnswer?: Estimate | undefined;
}

/**
 * The costs of this machine with a model; absent where neither power nor the machine has a price, and where power has one and
 * the energy of answers is unknown.
 *
 * An hour that the machine is on costs its part of the price and the power that it takes idle, at work or not; an answer costs
 * what it takes above that.
 */
export function machineCosts(card: Scorecard, { electricity, hardware }: Rates): MachineCosts | undefined {
  if (electricity === undefined && hardware === undefined) return undefined;
  const perDay = hardware === undefined ? 0 : dailyCost(hardware, electricity?.perKwh);
  if (electricity === undefined) return { perDay, perAnswer: ({ values }) => values.e2e?.map(() => 0) };
  const perAnswer = ({ values }: PromptResult) =>
    values.energy?.map((joules) => (joules / JOULES_PER_KWH) * electricity.perKwh);
  const energy = meanOverPrompts(card, perAnswer);
  return energy === undefined ? undefined : { perDay, perAnswer, meanPerAnswer: energy };
}

/** How many answers the machine gives in the hours of a day in which it is on, one after the other. */
export function answersPerDay(card: Scorecard, hardware: HardwareCost | undefined): number | undefined {
  const latency = meanOverPrompts(card, ({ values }) => values.e2e);
  if (latency === undefined || latency.value <= 0) return undefined;
  return Math.floor(((hardware?.hoursPerDay ?? 24) * MS_PER_HOUR) / latency.value);
}

/** What a day costs even if nothing is answered in it. */
function dailyCost(hardware: HardwareCost, perKwh = 0): number {
  const { price, residualValue = 0, lifeYears, hoursPerDay = 24, share = 1, idleWatts = 0 } = hardware;
  return share * ((price - residualValue) / (lifeYears * DAYS_PER_YEAR) + (idleWatts / 1000) * hoursPerDay * perKwh);
}

/** The mean over rounds; prompts that lack a figure have none. */
export function meanOf(values: readonly number[] | undefined): number | undefined {
  return values === undefined || values.length === 0 ? undefined : mean(values);
}
