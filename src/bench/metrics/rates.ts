import type { RequestMetric, TargetMetric } from "../../core/metric.ts";
import type { Sample } from "../../core/sample.ts";
import { ttft } from "./latency.ts";
import { answerSpanMs, busyMs, decodeSpan } from "./spans.ts";

/** A rate that no machine reaches is absent. */
export const decodeRate = {
  type: "request",
  id: "decode-rate",
  label: "decode rate",
  heading: "Decode rate",
  description: "Tokens per second of one stream after its first token.",
  unit: "tokens/s",
  better: "higher",
  formula: "(n - tokens of the first delta) / (last token - first token)",
  source: "the inverse of tpot",
  values: (sample) => {
    const span = decodeSpan(sample);
    return span === undefined ? [] : [(span.tokens / span.ms) * 1000];
  },
} as const satisfies RequestMetric;

export const charactersRate = {
  type: "request",
  id: "characters-rate",
  label: "characters per second",
  heading: "Text rate",
  description: "Characters per second after the first delta: the same across vocabularies.",
  unit: "characters/s",
  better: "higher",
  formula: "(characters - those of the first delta) / (last token - first token)",
  source: "comparable across vocabularies, which tokens/s is not",
  values: (sample) => {
    const ms = answerSpanMs(sample);
    const characters = sample.deltas.characters.slice(1).reduce((sum, count) => sum + count, 0);
    return ms === undefined || characters === 0 ? [] : [(characters / ms) * 1000];
  },
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
  values: (sample) => prefillRates(sample, sample.timings?.prefillMs),
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
  values: (sample) => (sample.timings?.prefillMs === undefined ? prefillRates(sample, ttft.values(sample)[0]) : []),
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
    return ms > 0 && tokens > 0 ? (tokens / ms) * 1000 : undefined;
  },
} as const satisfies TargetMetric;

/** Only prompt tokens that were computed count: those from a cache took no time. */
function prefillRates({ usage }: Sample, ms: number | undefined): readonly number[] {
  const { promptTokens, cachedPromptTokens = 0 } = usage;
  if (promptTokens === undefined || ms === undefined || ms <= 0) return [];
  const computed = promptTokens - cachedPromptTokens;
  return computed > 0 ? [(computed / ms) * 1000] : [];
}
