import type { Metric } from "../../core/metric.ts";
import { close, generate, prepare, send, wait } from "./decomposition.ts";
import { e2e, icl, itl, stall, tpot, ttfot, ttft } from "./latency.ts";
import { charactersRate, decodeRate, prefillRate, prefillRateByTtft, throughput } from "./rates.ts";
import {
  footprint,
  loadCold,
  loadWarm,
  memoryHost,
  memoryModel,
  memoryProportional,
  memoryResident,
} from "./resources.ts";

/** All metrics, in the order in which reports show them. */
export const METRICS = [
  ttft,
  ttfot,
  e2e,
  decodeRate,
  tpot,
  itl,
  icl,
  stall,
  charactersRate,
  prefillRate,
  prefillRateByTtft,
  prepare,
  send,
  wait,
  generate,
  close,
  throughput,
  loadCold,
  loadWarm,
  memoryModel,
  memoryHost,
  memoryResident,
  memoryProportional,
  footprint,
] as const satisfies readonly Metric[];

/** One of the metrics; a name that there is not does not compile. */
export type MetricId = KnownMetric["id"];

/** A metric with its own id, unit and direction. */
export type KnownMetric = (typeof METRICS)[number];

/** A metric with values per request. */
export type KnownRequestMetric = Extract<KnownMetric, { readonly type: "request" }>;
