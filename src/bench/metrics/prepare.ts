import type { RequestMetric } from "../../core/metric.ts";
import { elapsed } from "./elapsed.ts";

/** Time to build the request: template, tokens, body. Absent where the target does that out of our sight. */
export const prepare: RequestMetric = {
  type: "request",
  id: "prepare",
  label: "prepare",
  unit: "ms",
  better: "lower",
  formula: "prepared - intended",
  source: "latency decomposition",
  values: (sample) => elapsed(sample.timeline.intendedMs, sample.timeline.preparedMs),
};
