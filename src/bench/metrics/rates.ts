import type { RequestMetric, TargetMetric } from "../../core/metric.ts";
import type { Sample } from "../../core/sample.ts";
import { ttft } from "./latency.ts";
import { busyMs, decodeSpan, FASTEST, IMPOSSIBLE, possible, reasonOf, type Span, textSpan } from "./spans.ts";

/** A rate that no machine reaches is absent. */
export const decodeRate = {
  type: "request",
  id: "decode-rate",
  label: "decode rate",
  heading: "Decode rate",
  description: "Tokens per second of one stream after its first token.",
  unit: "tokens/s",
  better: "higher",
  formula: "(n - tokens of the first arrival) / (last token - first token)",
  source: "the inverse of tpot",
  values: (sample) => ratesOf(decodeSpan(sample)),
  whyAbsent: (sample) => reasonOf(decodeSpan(sample)),
} as const satisfies RequestMetric;

export const charactersRate = {
  type: "request",
  id: "characters-rate",
  label: "characters per second",
  heading: "Text rate",
  description: "Characters per second after the first arrival: the same across vocabularies.",
  unit: "characters/s",
  better: "higher",
  formula: "(characters - those of the first arrival) / (last token - first token)",
  source: "comparable across vocabularies, which tokens/s is not",
  values: (sample) => ratesOf(textSpan(sample)),
  whyAbsent: (sample) => reasonOf(textSpan(sample)),
} as const satisfies RequestMetric;

export const prefillRate = {
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
export const prefillRateByTtft = {
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

/** Absent when the count of one request is unknown. */
export const throughput = {
  type: "target",
  id: "throughput",
  label: "throughput",
  heading: "Throughput",
  description: "Tokens of all answers per second in which the target was busy.",
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
    return ms > 0 && tokens > 0 ? ratesOf(possible({ amount: tokens, ms }, FASTEST.together))[0] : undefined;
  },
} as const satisfies TargetMetric;

function ratesOf(span: Span | string): readonly number[] {
  return typeof span === "string" || span.amount === 0 ? [] : [(span.amount / span.ms) * 1000];
}

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
