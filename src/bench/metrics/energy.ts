import type { RequestMetric } from "../../core/metric.ts";
import type { TargetRates } from "../../core/rates.ts";
import type { EnergyReading, Sample } from "../../core/sample.ts";

/** Where counters cover less of a request than this, the rest of it cannot be inferred. */
const LEAST_COVERED = 0.5;

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

/** Joules of a request, or why they are not known. */
export function joulesOf({ energy: reading, processorMs }: Sample, rates: TargetRates | undefined): number | string {
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

/** The value as metrics have it, where it is not the reason that there is none. */
export function known(value: number | string): readonly number[] {
  return typeof value === "string" ? [] : [value];
}

export function reason(value: number | string): string | undefined {
  return typeof value === "string" ? value : undefined;
}
