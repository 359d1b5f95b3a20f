import type { RequestMetric } from "../../core/metric.ts";
import { computedPromptTokens } from "./computed-prompt-tokens.ts";
import { ttft } from "./ttft.ts";

/** Prompt tokens over the time to first token, where the engine's own time is unknown. */
export const prefillRateByTtft: RequestMetric = {
  type: "request",
  id: "prefill-rate-by-ttft",
  label: "prefill rate (by ttft)",
  unit: "tokens/s",
  better: "higher",
  formula: "(prompt tokens - cached ones) / ttft",
  source: "a lower bound, for targets that do not tell their prefill time",
  values: (sample) => {
    const tokens = computedPromptTokens(sample);
    const ms = ttft.values(sample)[0];
    if (tokens === undefined || ms === undefined || ms <= 0 || sample.timings?.prefillMs !== undefined) return [];
    return [(tokens / ms) * 1000];
  },
};
