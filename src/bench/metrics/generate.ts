import type { RequestMetric } from "../../core/metric.ts";
import { elapsed } from "./elapsed.ts";
import { firstTokenSeen } from "./first-token-seen.ts";

/** Time over which the text arrived. */
export const generate: RequestMetric = {
  type: "request",
  id: "generate",
  label: "generate",
  unit: "ms",
  better: "lower",
  formula: "last token - first token",
  source: "latency decomposition",
  values: (sample) =>
    firstTokenSeen(sample) ? elapsed(sample.timeline.firstTokenMs, sample.timeline.lastTokenMs) : [],
};
