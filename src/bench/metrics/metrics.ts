import type { Metric } from "../../core/metric.ts";
import { cost } from "./cost.ts";
import { energy } from "./energy.ts";
import { QUALITY_GOODPUT } from "./quality-goodput.ts";
import { RESOURCES } from "./resources.ts";
import { THROUGHPUT } from "./throughput.ts";
import { TIMING } from "./timing.ts";
import { TOKENS } from "./tokens.ts";

/** All metrics by family, in the order in which files and lists have them. A new metric is an entry in its family's file. */
export const METRICS = [
  ...TIMING,
  ...THROUGHPUT,
  ...QUALITY_GOODPUT,
  ...RESOURCES,
  ...TOKENS,
  energy,
  cost,
] as const satisfies readonly Metric[];

/** One of the metrics; a name that there is not does not compile. */
export type MetricId = KnownMetric["id"];

/** A metric with its own id, unit and direction. */
export type KnownMetric = (typeof METRICS)[number];

/** A metric with values per request. */
export type KnownRequestMetric = Extract<KnownMetric, { readonly type: "request" }>;
