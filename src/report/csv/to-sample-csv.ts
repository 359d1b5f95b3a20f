import { energy } from "../../bench/metrics/energy.ts";
import { TIMING } from "../../bench/metrics/timing.ts";
import type { RequestMetric } from "../../core/metric.ts";
import type { Sample } from "../../core/sample.ts";
import { type CsvColumn, csvName, toCsvRow } from "./csv-row.ts";

type Column = CsvColumn<Sample>;

/**
 * The requests of a run as CSV, line by line: one row each, warm-up and failures included, so that a long run need
 * not be held in memory.
 *
 * Points in time are ms on the measurer's clock. Metrics with many values per request (gaps between tokens) are left
 * out. What is absent is an empty cell. docs/csv.md is the dictionary of the columns.
 */
export async function* toSampleCsv(samples: Iterable<Sample> | AsyncIterable<Sample>): AsyncGenerator<string> {
  yield toCsvRow(SAMPLE_CSV.map(({ name }) => name));
  for await (const sample of samples) yield toCsvRow(SAMPLE_CSV.map(({ value }) => value(sample)));
}

/** Every column of the table of requests, from the left. */
export const SAMPLE_CSV: readonly Column[] = [
  { name: "cell", says: "The request's place in the plan: target, prompt and round.", value: (sample) => sample.cell },
  { name: "target", says: "Name of the target.", value: (sample) => sample.target },
  { name: "prompt", says: "Id of the prompt.", value: (sample) => sample.prompt },
  { name: "round", says: "Round, from 1; warm-up rounds are numbered apart.", value: (sample) => sample.round },
  { name: "phase", says: "timed or warm-up.", value: (sample) => sample.phase },
  { name: "first", says: "Whether it was the first request after a load.", value: (sample) => sample.first ?? false },
  { name: "status", says: "ok or failed.", value: (sample) => sample.status },
  { name: "error_code", says: "Code of its error.", value: (sample) => sample.error?.code },
  { name: "error_message", says: "The error in words.", value: (sample) => sample.error?.message },
  {
    name: "finish_reason",
    says: "Why the answer ended: stop, length, tool-call or another.",
    value: (sample) => sample.finishReason,
  },
  {
    name: "intended_at_ms",
    says: "When the schedule wanted it to start.",
    value: (sample) => sample.timeline.intendedMs,
  },
  { name: "sent_at_ms", says: "When its last byte was handed over.", value: (sample) => sample.timeline.sentMs },
  {
    name: "first_token_at_ms",
    says: "When the first text came, reasoning included.",
    value: (sample) => sample.timeline.firstTokenMs,
  },
  { name: "last_token_at_ms", says: "When the last text came.", value: (sample) => sample.timeline.lastTokenMs },
  { name: "end_at_ms", says: "When the answer had ended.", value: (sample) => sample.timeline.endMs },
  { name: "prompt_tokens", says: "Tokens of the prompt.", value: (sample) => sample.usage.promptTokens },
  {
    name: "cached_prompt_tokens",
    says: "Of those, the ones that were not computed anew.",
    value: (sample) => sample.usage.cachedPromptTokens,
  },
  {
    name: "completion_tokens",
    says: "Tokens of the answer, reasoning included.",
    value: (sample) => sample.usage.completionTokens,
  },
  {
    name: "reasoning_tokens",
    says: "Of those, the ones of reasoning.",
    value: (sample) => sample.usage.reasoningTokens,
  },
  { name: "count_source", says: "Who counted the tokens.", value: (sample) => sample.usage.source },
  { name: "max_tokens", says: "Limit that was asked for.", value: (sample) => sample.maxTokens },
  { name: "nonce", says: "Random text in front of the prompt.", value: (sample) => sample.nonce },
  {
    name: "loop_delay_ms",
    says: "Longest time that our own event loop was blocked meanwhile.",
    value: (sample) => sample.loopDelayMs,
  },
  {
    name: "processor_ms",
    says: "Processor time of the model's process meanwhile, all threads together.",
    value: (sample) => sample.processorMs,
  },
  // What a request costs follows from prices, which single requests do not hold; tokens stand above.
  ...[...TIMING, energy].flatMap((metric) => ("pooled" in metric ? [] : [metricColumn(metric)])),
  {
    name: "warnings",
    says: "What was not done quite as asked.",
    value: (sample) => sample.warnings.map((warning) => warning.message).join(" | ") || undefined,
  },
  { name: "text", says: "The answer.", value: (sample) => sample.text },
];

/** A failed request has no figures, as it has none in the summary. */
function metricColumn(metric: RequestMetric): Column {
  return {
    name: csvName(metric),
    says: metric.description,
    value: (sample) => (sample.status === "ok" ? metric.values(sample)[0] : undefined),
  };
}
