import type { RequestMetric } from "../../core/metric.ts";
import { elapsed } from "./elapsed.ts";
import { firstTokenSeen } from "./first-token-seen.ts";

/** Time from sending the request to the first text, reasoning included; a role-only chunk is no token. Absent when the answer came in one piece. */
export const ttft: RequestMetric = {
  type: "request",
  id: "ttft",
  label: "time to first token",
  unit: "ms",
  better: "lower",
  formula: "first token - sent",
  source: "NVIDIA AIPerf, vLLM: time to first token",
  values: (sample) => (firstTokenSeen(sample) ? elapsed(sample.timeline.sentMs, sample.timeline.firstTokenMs) : []),
};
