import type { RequestMetric } from "../../core/metric.ts";
import type { Sample } from "../../core/sample.ts";
import { ttft } from "./latency.ts";
import { FASTEST, IMPOSSIBLE, possible, ratesOf, reasonOf, type Span } from "./spans.ts";

const prefillRate = {
  type: "request",
  id: "prefill-rate",
  label: "prefill rate",
  heading: "Prefill rate",
  description: "Speed at which the prompt is read, by the engine's own clock.",
  unit: "tokens/s",
  better: "higher",
  formula: "(prompt tokens - cached ones) / the engine's own prefill time",
  source: "the engine's timings",
  values: (sample) => ratesOf(prefillSpan(sample, sample.timings?.prefillMs)),
  whyAbsent: (sample) => reasonOf(prefillSpan(sample, sample.timings?.prefillMs)),
} as const satisfies RequestMetric;

/** Stands in where the engine's own prefill time is unknown. */
const prefillRateByTtft = {
  type: "request",
  id: "prefill-rate-by-ttft",
  label: "prefill rate (by ttft)",
  heading: "Prefill rate, by ttft",
  description: "Prompt tokens over the time to first token.",
  unit: "tokens/s",
  better: "higher",
  formula: "(prompt tokens - cached ones) / ttft",
  source: "a lower bound, for targets that do not tell their prefill time",
  values: (sample) => ratesOf(promptSpan(sample)),
  whyAbsent: (sample) => (sample.timings?.prefillMs === undefined ? reasonOf(promptSpan(sample)) : undefined),
} as const satisfies RequestMetric;

/** How fast a prompt is read. */
export const PREFILL = [prefillRate, prefillRateByTtft] as const;

function promptSpan(sample: Sample): Span | string {
  return sample.timings?.prefillMs === undefined ? prefillSpan(sample, ttft.values(sample)[0]) : "the engine says more";
}

/** Only prompt tokens that were computed count: those from a cache took no time. */
function prefillSpan({ usage }: Sample, ms: number | undefined): Span | string {
  const { promptTokens, cachedPromptTokens = 0 } = usage;
  if (promptTokens === undefined) return "nobody counted the prompt's tokens";
  if (ms === undefined) return "nobody says how long the prompt took";
  const computed = promptTokens - cachedPromptTokens;
  if (computed <= 0) return "the whole prompt came from a cache";
  return ms > 0 ? possible({ amount: computed, ms }, FASTEST.prompt) : IMPOSSIBLE;
}
