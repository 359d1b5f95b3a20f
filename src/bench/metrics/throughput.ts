import type { TargetMetric } from "../../core/metric.ts";
import { busyMs } from "./busy-ms.ts";

/** Output tokens of all requests over the time that the target was busy. Absent when one request's count is unknown. */
export const throughput: TargetMetric = {
  type: "target",
  id: "throughput",
  label: "throughput",
  unit: "tokens/s",
  better: "higher",
  formula: "sum of output tokens / time in which at least one request was under way",
  source: "total over total, never a mean of rates",
  value: ({ samples }) => {
    let tokens = 0;
    for (const { usage } of samples) {
      if (usage.completionTokens === undefined) return undefined;
      tokens += usage.completionTokens;
    }
    const ms = busyMs(samples);
    return ms > 0 && tokens > 0 ? (tokens / ms) * 1000 : undefined;
  },
};
