import type { RequestMetric } from "../../core/metric.ts";
import { icl } from "./icl.ts";

/** Longest time that one answer stood still. */
export const stall: RequestMetric = {
  type: "request",
  id: "stall",
  label: "longest stall",
  unit: "ms",
  better: "lower",
  formula: "largest gap between two chunks of a request",
  source: "a hang that means and percentiles hide",
  values: (sample) => {
    const gaps = icl.values(sample);
    return gaps.length === 0 ? [] : [gaps.reduce((most, gap) => Math.max(most, gap), 0)];
  },
};
