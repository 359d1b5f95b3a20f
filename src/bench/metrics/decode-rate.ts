import type { RequestMetric } from "../../core/metric.ts";
import { decodeSpan } from "./decode-span.ts";

/** Tokens per second of one stream after its first token. An impossible rate is absent. */
export const decodeRate: RequestMetric = {
  type: "request",
  id: "decode-rate",
  label: "decode rate",
  unit: "tokens/s",
  better: "higher",
  formula: "(n - tokens of the first delta) / (last token - first token)",
  source: "the inverse of tpot",
  values: (sample) => {
    const span = decodeSpan(sample);
    return span === undefined ? [] : [(span.tokens / span.ms) * 1000];
  },
};
