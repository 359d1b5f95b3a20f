import type { RequestMetric } from "../../core/metric.ts";

/** Gaps between consecutive chunks of text, however many tokens they hold. */
export const icl: RequestMetric = {
  type: "request",
  id: "icl",
  label: "inter-chunk latency",
  unit: "ms",
  better: "lower",
  formula: "every gap between two chunks, pooled over requests",
  source: "what many tools call inter-token latency",
  values: (sample) => sample.deltas.atMs.slice(1).map((at, i) => at - (sample.deltas.atMs[i] ?? 0)),
};
