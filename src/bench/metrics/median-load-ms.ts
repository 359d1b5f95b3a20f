import type { LoadEntry } from "../../core/run.ts";
import { median } from "../../stats/median.ts";

/** Median of the loads with the given state of the file cache; absent when there was none. */
export function medianLoadMs(loads: readonly LoadEntry[], cache: LoadEntry["cache"]): number | undefined {
  const times = loads.filter((load) => load.cache === cache).map((load) => load.loadMs);
  return times.length === 0 ? undefined : median(times);
}
