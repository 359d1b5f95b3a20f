import type { RequestMetric } from "../../core/metric.ts";
import { decodeSpan } from "./decode-span.ts";

/** Mean time between tokens of one request. */
export const tpot: RequestMetric = {
  type: "request",
  id: "tpot",
  label: "time per output token",
  unit: "ms",
  better: "lower",
  formula: "(last token - first token) / (n - tokens of the first delta)",
  source: "vLLM benchmark_serving: TPOT, without the first token",
  values: (sample) => {
    const span = decodeSpan(sample);
    return span === undefined ? [] : [span.ms / span.tokens];
  },
};
