import type { RequestMetric } from "../../core/metric.ts";
import { computedPromptTokens } from "./computed-prompt-tokens.ts";

/** Speed at which the prompt is read, by the engine's own clock. */
export const prefillRate: RequestMetric = {
  type: "request",
  id: "prefill-rate",
  label: "prefill rate",
  unit: "tokens/s",
  better: "higher",
  formula: "(prompt tokens - cached ones) / the engine's own prefill time",
  source: "the engine's timings",
  values: (sample) => {
    const tokens = computedPromptTokens(sample);
    const ms = sample.timings?.prefillMs;
    return tokens === undefined || ms === undefined || ms <= 0 ? [] : [(tokens / ms) * 1000];
  },
};
