import type { Estimate } from "../core/estimate.ts";
import type { Load } from "../core/rates.ts";
import type { MachineCosts } from "./machine-costs.ts";
import { scaleEstimate } from "./mean-over-prompts.ts";

const DAYS_PER_MONTH = 365.25 / 12;

/** Total cost of ownership over a load. */
export interface LoadCosts {
  readonly answers: number;
  /** Machines of this kind that it takes, each answering one request at a time. */
  readonly machines: number;
  /** Machines, idle power included, over all months. */
  readonly standing: number;
  /** Energy of the answers; absent where power has no price. */
  readonly running?: Estimate | undefined;
  readonly total: number;
  /** The interval of the total, as far as the energy of answers makes it uncertain; absent where that has none. */
  readonly totalLow?: number | undefined;
  readonly totalHigh?: number | undefined;
}

/** @param capacity answers that one machine gives in a day */
export function loadOnMachine(machine: MachineCosts, load: Load, capacity: number | undefined): LoadCosts | undefined {
  if (capacity === undefined || capacity === 0) return undefined;
  const machines = Math.max(1, Math.ceil(load.answersPerDay / capacity));
  const standing = machines * machine.perDay * DAYS_PER_MONTH * load.months;
  const answers = answersOf(load);
  const running = machine.meanPerAnswer && scaleEstimate(machine.meanPerAnswer, answers);
  return {
    answers,
    machines,
    standing,
    ...(running !== undefined && { running }),
    total: standing + (running?.value ?? 0),
    ...(running?.low !== undefined && { totalLow: standing + running.low }),
    ...(running?.high !== undefined && { totalHigh: standing + running.high }),
  };
}

export function answersOf({ answersPerDay, months }: Load): number {
  return answersPerDay * DAYS_PER_MONTH * months;
}
