import type { TargetMetric } from "../../core/metric.ts";
import { busyMs, FASTEST, IMPOSSIBLE, possible, ratesOf } from "./spans.ts";

/** Absent when the count of one request is unknown, or more than any stream brings in its time. */
export const throughput = {
  type: "target",
  id: "throughput",
  label: "throughput",
  heading: "Throughput",
  description: "Tokens of all answers per second in which the target was busy.",
  unit: "tokens/s",
  better: "higher",
  column: { comparison: 60, terminal: 80 },
  formula: "sum of output tokens / time in which at least one request was under way",
  source: "total over total, never a mean of rates",
  value: ({ samples }) => {
    let tokens = 0;
    for (const { usage, timeline } of samples) {
      const amount = usage.completionTokens;
      if (amount === undefined) return undefined;
      if (possible({ amount, ms: timeline.endMs - timeline.sentMs }, FASTEST.stream) === IMPOSSIBLE) return undefined;
      tokens += amount;
    }
    const ms = busyMs(samples);
    return ms > 0 && tokens > 0 ? ratesOf(possible({ amount: tokens, ms }, FASTEST.together))[0] : undefined;
  },
} as const satisfies TargetMetric;

/** How much a target gets done in all. */
export const THROUGHPUT = [throughput] as const;
