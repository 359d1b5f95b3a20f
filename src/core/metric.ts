import type { LoadEntry, MemoryEntry, TargetPlan } from "./run.ts";
import type { Sample } from "./sample.ts";

/** A formula over samples. One file each in `bench/metrics/`. */
export type Metric = RequestMetric | TargetMetric;

interface MetricDescription {
  /** Stable name in files, such as `ttft`. */
  readonly id: string;
  readonly label: string;
  readonly unit: "ms" | "tokens/s" | "characters/s" | "bytes";
  /** Which way is better. */
  readonly better: "lower" | "higher";
  /** The formula, in words that a reader can check. */
  readonly formula: string;
  /** Where the definition comes from. */
  readonly source: string;
}

/** A metric with values per request: shown as a distribution. */
export interface RequestMetric extends MetricDescription {
  readonly type: "request";
  /** The request's values: one, many (gaps between tokens), or none when an input is unknown. */
  values(sample: Sample): readonly number[];
}

/** A metric with one value per target. */
export interface TargetMetric extends MetricDescription {
  readonly type: "target";
  /** Absent when an input is unknown. */
  value(measured: TargetMeasurements): number | undefined;
}

/** All that was recorded of one target. `samples` are the timed ones that succeeded. */
export interface TargetMeasurements {
  readonly target: TargetPlan;
  readonly samples: readonly Sample[];
  readonly loads: readonly LoadEntry[];
  readonly memory: readonly MemoryEntry[];
}
