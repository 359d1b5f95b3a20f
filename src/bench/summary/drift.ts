import type { Sample } from "../../core/sample.ts";
import { median } from "../../stats/centre.ts";
import { spearman } from "../../stats/spearman.ts";
import type { Drift } from "./scorecard.ts";

/** Drift is named when chance alone would show it this rarely. */
const DRIFT_P = 0.01;
/** Less than this between the first and the last third of a run is of no consequence. */
const DRIFT_SIZE = 0.05;

/** Correlates latency with time; absent with too few samples. `relative` is one ratio to the typical latency per sample. */
export function findDrift(
  samples: readonly Sample[],
  relative: readonly number[],
  timeOf: (sample: Sample) => number,
): Drift | undefined {
  if (samples.length === 0) return undefined;
  const found = spearman(samples.map(timeOf), relative);
  return found && { ...found, lastOverFirst: lastOverFirst(samples, relative, timeOf) };
}

function lastOverFirst(
  samples: readonly Sample[],
  relative: readonly number[],
  timeOf: (sample: Sample) => number,
): number {
  const inOrder = samples
    .map((sample, index) => ({ at: timeOf(sample), relative: relative[index] ?? 1 }))
    .sort((a, b) => a.at - b.at)
    .map((one) => one.relative);
  const third = Math.ceil(inOrder.length / 3);
  return median(inOrder.slice(-third)) / median(inOrder.slice(0, third));
}

/** Whether latency changed over the run beyond chance and by enough to matter. */
export function isDrifting(drift: Drift | undefined): drift is Drift {
  return drift !== undefined && drift.pValue < DRIFT_P && Math.abs(drift.lastOverFirst - 1) >= DRIFT_SIZE;
}

/** Says by how much latency changed over the run; absent where it did not. */
export function describeDrift(drift: Drift | undefined): string | undefined {
  if (!isDrifting(drift)) return undefined;
  const percent = Math.round(Math.abs(drift.lastOverFirst - 1) * 100);
  return `latency ${drift.lastOverFirst > 1 ? "rose" : "fell"} by ${percent} % during the run (rank correlation with time ${drift.rho.toFixed(2)}, n=${drift.n})`;
}
