import type { Estimate } from "./estimate.ts";
import type { TargetRates } from "./rates.ts";
import type { LoadEntry, MemoryEntry, TargetPlan } from "./run.ts";
import type { Sample } from "./sample.ts";
import type { Warning } from "./warning.ts";

/** Which way a figure is better. */
export type Direction = "lower" | "higher";

/** A formula over samples. `bench/metrics/` holds them by family. */
export type Metric = RequestMetric | TargetMetric;

interface MetricDescription {
  /** Stable name in files, such as `ttft`. */
  readonly id: string;
  /** Name in full, to stand in a sentence. */
  readonly label: string;
  /** Name above a column of figures, where room is short. */
  readonly heading: string;
  /** The metric in one sentence, for readers who do not know it. */
  readonly description: string;
  /** `money`: in the currency of the scorecard's `pricing`. */
  readonly unit:
    | "ms"
    | "tokens/s"
    | "characters/s"
    | "bytes"
    | "tokens"
    | "J"
    | "money"
    | "answers/min"
    | "answers/Wh"
    | "answers/money";
  readonly better: Direction;
  /** The formula, in words that a reader can check. */
  readonly formula: string;
  /** Source of the definition. */
  readonly source: string;
}

/**
 * Where a column of figures stands in the tables that people read. The numbers leave room between them, so that a new column
 * finds its place.
 */
export interface ColumnPlace {
  /** Order among all columns of the comparison, from the left. */
  readonly comparison: number;
  /** Order among those of the terminal, which shows as many as fit; absent: it is not shown there. */
  readonly terminal?: number | undefined;
  /** Whether it is one of the few figures that stand side by side on a page. */
  readonly keyFigure?: true | undefined;
}

/** A metric with values per request: shown as a distribution. */
export interface RequestMetric extends MetricDescription {
  readonly type: "request";
  /** Columns of its statistics; a metric without any is in the files alone. */
  readonly columns?: { readonly p50?: ColumnPlace | undefined; readonly p95?: ColumnPlace | undefined } | undefined;
  /** A request has many values (gaps between tokens), which are shown over all requests only. */
  readonly pooled?: true | undefined;
  /**
   * The request's values: one, many when `pooled`, or none when an input is unknown.
   *
   * @param rates of the target, which energy and cost need
   */
  values(sample: Sample, rates?: TargetRates): readonly number[];
  /** Why a request has no value, to be counted; absent when it has one or the metric does not tell. */
  whyAbsent?(sample: Sample, rates?: TargetRates): string | undefined;
}

/** A metric with one value per target. */
export interface TargetMetric extends MetricDescription {
  readonly type: "target";
  /** Its column; a metric without one is in the files alone. */
  readonly column?: ColumnPlace | undefined;
  /** The warning that says why the value is absent. */
  readonly absentWith?: Warning["code"] | undefined;
  /** Absent when an input is unknown. */
  value(measured: TargetMeasurements): number | undefined;
  /** The value with its interval, where it has one. */
  estimate?(measured: TargetMeasurements): Estimate | undefined;
  /** Source of the value, where each is a reading of its own. */
  readings?(measured: TargetMeasurements): readonly number[];
}

/** All that was recorded of one target. `samples` are the timed ones that succeeded. */
export interface TargetMeasurements {
  readonly target: TargetPlan;
  readonly samples: readonly Sample[];
  readonly loads: readonly LoadEntry[];
  readonly memory: readonly MemoryEntry[];
  readonly rates?: TargetRates | undefined;
  /** Whether an answer is good enough by the plan; undefined where that is not known. Absent without a rule. */
  readonly isAcceptable?: ((sample: Sample) => boolean | undefined) | undefined;
}
