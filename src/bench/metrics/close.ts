import type { RequestMetric } from "../../core/metric.ts";
import { elapsed } from "./elapsed.ts";

/** Time from the last token to the end of the answer. */
export const close: RequestMetric = {
  type: "request",
  id: "close",
  label: "close",
  unit: "ms",
  better: "lower",
  formula: "end - last token",
  source: "latency decomposition",
  values: (sample) => elapsed(sample.timeline.lastTokenMs, sample.timeline.endMs),
};
