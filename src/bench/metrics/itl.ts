import type { RequestMetric } from "../../core/metric.ts";

/** Gaps between consecutive tokens; absent where the target does not say how many tokens a chunk holds. */
export const itl: RequestMetric = {
  type: "request",
  id: "itl",
  label: "inter-token latency",
  unit: "ms",
  better: "lower",
  formula: "every gap between two tokens that arrived apart, pooled over requests",
  source: "measured per token; a chunk of several tokens hides its inner gaps and is left out",
  values: (sample) => {
    const { atMs, tokens } = sample.deltas;
    const gaps: number[] = [];
    for (let i = 1; i < atMs.length; i += 1) {
      if (tokens[i] === 1 && tokens[i - 1] !== null) gaps.push((atMs[i] ?? 0) - (atMs[i - 1] ?? 0));
    }
    return gaps;
  },
};
