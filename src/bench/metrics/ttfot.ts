import type { RequestMetric } from "../../core/metric.ts";
import { elapsed } from "./elapsed.ts";
import { firstTokenSeen } from "./first-token-seen.ts";

/** Time to the first word that is not reasoning; absent without reasoning, where it would repeat ttft. */
export const ttfot: RequestMetric = {
  type: "request",
  id: "ttfot",
  label: "time to first output token",
  unit: "ms",
  better: "lower",
  formula: "first token that is not reasoning - sent",
  source: "NVIDIA AIPerf: time to first output token",
  values: (sample) =>
    firstTokenSeen(sample) && sample.reasoning !== undefined
      ? elapsed(sample.timeline.sentMs, sample.timeline.firstContentMs)
      : [],
};
