import type { RequestMetric } from "../../core/metric.ts";
import { ttft } from "./ttft.ts";

/** The wait for the first token: ttft, as a part of the whole. */
export const wait: RequestMetric = {
  type: "request",
  id: "wait",
  label: "wait",
  unit: "ms",
  better: "lower",
  formula: "first token - sent",
  source: "latency decomposition",
  values: ttft.values,
};
