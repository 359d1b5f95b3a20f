import type { RequestMetric } from "../../core/metric.ts";
import { ttft } from "./latency.ts";
import { elapsed, firstTokenSeen } from "./spans.ts";

/** Template, tokens and body. Absent where the target builds the request out of our sight. */
const prepare = {
  type: "request",
  id: "prepare",
  label: "prepare",
  heading: "Prepare",
  description: "Building the request: template, tokens, body.",
  unit: "ms",
  better: "lower",
  formula: "prepared - intended",
  source: "latency decomposition",
  values: ({ timeline }) => elapsed(timeline.intendedMs, timeline.preparedMs),
} as const satisfies RequestMetric;

export const send = {
  type: "request",
  id: "send",
  label: "queue and send",
  heading: "Queue and send",
  description: "From the ready request until its last byte was handed over.",
  unit: "ms",
  better: "lower",
  formula: "sent - prepared",
  source: "latency decomposition",
  values: ({ timeline }) => elapsed(timeline.preparedMs, timeline.sentMs),
} as const satisfies RequestMetric;

/** The same time as ttft, as a part of the whole. */
export const wait = {
  type: "request",
  id: "wait",
  label: "server wait",
  heading: "Server wait",
  description: "From sending the request until the first token.",
  unit: "ms",
  better: "lower",
  formula: "first token - sent",
  source: "latency decomposition",
  values: ttft.values,
} as const satisfies RequestMetric;

const generate = {
  type: "request",
  id: "generate",
  label: "generate",
  heading: "Generate",
  description: "From the first token to the last.",
  unit: "ms",
  better: "lower",
  formula: "last token - first token",
  source: "latency decomposition",
  values: (sample) =>
    firstTokenSeen(sample) ? elapsed(sample.timeline.firstTokenMs, sample.timeline.lastTokenMs) : [],
} as const satisfies RequestMetric;

const close = {
  type: "request",
  id: "close",
  label: "stream close",
  heading: "Stream close",
  description: "From the last token to the end of the answer.",
  unit: "ms",
  better: "lower",
  formula: "end - last token",
  source: "latency decomposition",
  values: ({ timeline }) => elapsed(timeline.lastTokenMs, timeline.endMs),
} as const satisfies RequestMetric;

/** The parts of a request's life, in their order. */
export const DECOMPOSITION = [prepare, send, wait, generate, close] as const;
