import type { TargetRates } from "../../core/rates.ts";
import type { Sample } from "../../core/sample.ts";
import { energy } from "../metrics/energy.ts";
import type { EnergyOrigin } from "./scorecard.ts";

/** Where the energy of a target's answers comes from; absent where it has none. */
export function findEnergyOrigin(samples: readonly Sample[], rates: TargetRates): EnergyOrigin | undefined {
  const counted = samples.filter((sample) => energy.values(sample, rates).length > 0);
  if (counted.length === 0) return undefined;
  const readings = counted.flatMap((sample) => sample.energy ?? []);
  const estimates = counted.length - readings.length;
  const counters = readings.flatMap((reading) => reading.counters);
  const windowMs = sum(counters.map((counter) => counter.windowMs));
  return {
    readings: readings.length,
    estimates,
    sources: [...new Set(counters.map(({ name }) => name))],
    ...(readings.length > 0 && {
      coverage: sum(counters.map(({ coveredMs }) => coveredMs)) / windowMs,
      idleWatts: sum(counters.map(({ idleWatts }) => idleWatts)) / readings.length,
    }),
    ...(estimates > 0 && { wattsPerCore: rates.wattsPerCore }),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
