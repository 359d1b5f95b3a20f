import type { RequestMetric } from "../../core/metric.ts";
import type { Sample } from "../../core/sample.ts";
import { decodeSpan, isSameArrival, ratesOf, reasonOf, textSpan } from "./spans.ts";

/** A rate that no machine reaches is absent. */
export const decodeRate = {
  type: "request",
  id: "decode-rate",
  label: "decode rate",
  heading: "Decode rate",
  description: "Tokens per second of one stream after its first token.",
  unit: "tokens/s",
  better: "higher",
  columns: { p50: { comparison: 40, terminal: 40, keyFigure: true } },
  formula: "(n - tokens of the first arrival) / (last token - first token)",
  source: "the inverse of tpot",
  values: (sample) => ratesOf(decodeSpan(sample)),
  whyAbsent: (sample) => reasonOf(decodeSpan(sample)),
} as const satisfies RequestMetric;

const tpot = {
  type: "request",
  id: "tpot",
  label: "time per output token",
  heading: "Per token",
  description: "Mean time between the tokens of one answer.",
  unit: "ms",
  better: "lower",
  formula: "(last token - first token) / (n - tokens of the first arrival)",
  source: "vLLM benchmark_serving: TPOT, without the first token",
  values: (sample) => {
    const span = decodeSpan(sample);
    return typeof span === "string" ? [] : [span.ms / span.amount];
  },
  whyAbsent: (sample) => reasonOf(decodeSpan(sample)),
} as const satisfies RequestMetric;

/** Absent where the target does not say how many tokens a chunk holds. */
export const itl = {
  type: "request",
  id: "itl",
  label: "inter-token latency",
  heading: "Token gap",
  description: "Time between two tokens that arrived apart.",
  unit: "ms",
  better: "lower",
  formula: "every gap between two tokens that arrived apart, pooled over requests",
  source: "measured per token; a chunk of several tokens hides its inner gaps and is left out",
  pooled: true,
  values: ({ deltas }) => gapsOf(deltas, "between tokens"),
} as const satisfies RequestMetric;

export const icl = {
  type: "request",
  id: "icl",
  label: "inter-chunk latency",
  heading: "Chunk gap",
  description: "Time between two arrivals of text, however many tokens they hold.",
  unit: "ms",
  better: "lower",
  formula: "every gap between two arrivals, pooled over requests; what came in one read is one arrival",
  source: "what many tools call inter-token latency, without the gaps of 0 within a read",
  pooled: true,
  values: ({ deltas }) => gapsOf(deltas, "between arrivals"),
} as const satisfies RequestMetric;

const stall = {
  type: "request",
  id: "stall",
  label: "longest stall",
  heading: "Longest stall",
  description: "Longest time that one answer stood still.",
  unit: "ms",
  better: "lower",
  formula: "largest gap between two arrivals of a request",
  source: "a hang that means and percentiles hide",
  values: (sample) => {
    const gaps = icl.values(sample);
    return gaps.length === 0 ? [] : [gaps.reduce((most, gap) => Math.max(most, gap), 0)];
  },
} as const satisfies RequestMetric;

const charactersRate = {
  type: "request",
  id: "characters-rate",
  label: "characters per second",
  heading: "Text rate",
  description: "Characters per second after the first arrival: the same across vocabularies.",
  unit: "characters/s",
  better: "higher",
  columns: { p50: { comparison: 50 } },
  formula: "(characters - those of the first arrival) / (last token - first token)",
  source: "comparable across vocabularies, which tokens/s is not",
  values: (sample) => ratesOf(textSpan(sample)),
  whyAbsent: (sample) => reasonOf(textSpan(sample)),
} as const satisfies RequestMetric;

/** How fast and how evenly an answer comes after its first token. */
export const PACE = [decodeRate, tpot, itl, icl, stall, charactersRate] as const;

/** Gaps between arrivals: all of them, or those that end with a single token and begin with a known number. A loop, as there are many. */
function gapsOf(deltas: Sample["deltas"], which: "between arrivals" | "between tokens"): readonly number[] {
  const { atMs, tokens } = deltas;
  const gaps: number[] = [];
  let gap: number | undefined;
  let startMs = atMs[0] ?? 0;
  let held: number | null = 0;
  const close = () => {
    if (gap !== undefined && (which === "between arrivals" || held === 1)) gaps.push(gap);
  };
  for (let index = 0; index < atMs.length; index += 1) {
    const at = atMs[index] ?? 0;
    if (index > 0 && !isSameArrival(deltas, index)) {
      close();
      // Of a gap that begins with an unknown number of tokens, nobody knows between which tokens it lies.
      gap = which === "between tokens" && held === null ? undefined : at - startMs;
      startMs = at;
      held = 0;
    }
    const own = tokens[index] ?? null;
    held = held === null || own === null ? null : held + own;
  }
  close();
  return gaps;
}
