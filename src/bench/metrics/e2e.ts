import type { RequestMetric } from "../../core/metric.ts";
import { elapsed } from "./elapsed.ts";

/** Time from sending the request to the end of its answer. */
export const e2e: RequestMetric = {
  type: "request",
  id: "e2e",
  label: "end-to-end latency",
  unit: "ms",
  better: "lower",
  formula: "end - sent",
  source: "NVIDIA AIPerf: request latency",
  values: (sample) => elapsed(sample.timeline.sentMs, sample.timeline.endMs),
};
