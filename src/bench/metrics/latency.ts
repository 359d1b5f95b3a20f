import type { RequestMetric } from "../../core/metric.ts";
import { elapsed, firstTokenSeen } from "./spans.ts";

/** Reasoning counts as text; a role-only chunk is no token. Absent when the answer came in one piece. */
export const ttft = {
  type: "request",
  id: "ttft",
  label: "time to first token",
  heading: "First token",
  description: "From sending the request to the first text of its answer.",
  unit: "ms",
  better: "lower",
  columns: { p50: { comparison: 30, terminal: 30, keyFigure: true } },
  formula: "first token - sent",
  source: "NVIDIA AIPerf, vLLM: time to first token",
  values: (sample) => (firstTokenSeen(sample) ? elapsed(sample.timeline.sentMs, sample.timeline.firstTokenMs) : []),
} as const satisfies RequestMetric;

/** Absent without reasoning, where it would repeat ttft. */
const ttfot = {
  type: "request",
  id: "ttfot",
  label: "time to first output token",
  heading: "First output token",
  description: "From sending the request to the first text that is not reasoning.",
  unit: "ms",
  better: "lower",
  formula: "first token that is not reasoning - sent",
  source: "NVIDIA AIPerf: time to first output token",
  values: (sample) =>
    firstTokenSeen(sample) && sample.reasoning !== undefined
      ? elapsed(sample.timeline.sentMs, sample.timeline.firstContentMs)
      : [],
} as const satisfies RequestMetric;

export const e2e = {
  type: "request",
  id: "e2e",
  label: "end-to-end latency",
  heading: "Latency",
  description: "From sending the request to the end of its answer.",
  unit: "ms",
  better: "lower",
  columns: {
    p50: { comparison: 10, terminal: 10, keyFigure: true },
    p95: { comparison: 20, terminal: 20 },
  },
  formula: "end - sent",
  source: "NVIDIA AIPerf: request latency",
  values: (sample) => elapsed(sample.timeline.sentMs, sample.timeline.endMs),
} as const satisfies RequestMetric;

/** How long a request takes. */
export const LATENCY = [ttft, ttfot, e2e] as const;
