import type { Metric } from "../../core/metric.ts";
import { DECOMPOSITION } from "./decomposition.ts";
import { EXPENSE } from "./expense.ts";
import { LATENCY } from "./latency.ts";
import { PACE } from "./pace.ts";
import { PREFILL } from "./prefill.ts";
import { QUALITY_GOODPUT } from "./quality-goodput.ts";
import { RESOURCES } from "./resources.ts";
import { THROUGHPUT } from "./throughput.ts";
import { TOKENS } from "./tokens.ts";

/** All metrics by family, in the order in which files and lists have them. A new metric is an entry in its family's file. */
export const METRICS = [
  ...LATENCY,
  ...PACE,
  ...PREFILL,
  ...DECOMPOSITION,
  ...THROUGHPUT,
  ...QUALITY_GOODPUT,
  ...RESOURCES,
  ...TOKENS,
  ...EXPENSE,
] as const satisfies readonly Metric[];

/** One of the metrics; a name that there is not does not compile. */
export type MetricId = KnownMetric["id"];

/** A metric with its own id, unit and direction. */
export type KnownMetric = (typeof METRICS)[number];

/** A metric with values per request. */
export type KnownRequestMetric = Extract<KnownMetric, { readonly type: "request" }>;
