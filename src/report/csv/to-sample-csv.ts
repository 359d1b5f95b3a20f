import { METRICS } from "../../bench/metrics/metrics.ts";
import type { RequestMetric } from "../../core/metric.ts";
import type { Sample } from "../../core/sample.ts";
import { type CsvValue, csvName, toCsvRow } from "./csv-row.ts";

type Column = readonly [name: string, value: (sample: Sample) => CsvValue];

/**
 * The requests of a run as CSV, line by line: one row each, warm-up and failures included, so that a long run need
 * not be held in memory.
 *
 * Points in time are ms on the measurer's clock. Metrics with many values per request (gaps between tokens) are left
 * out. What is absent is an empty cell.
 */
export async function* toSampleCsv(samples: Iterable<Sample> | AsyncIterable<Sample>): AsyncGenerator<string> {
  yield toCsvRow(COLUMNS.map(([name]) => name));
  for await (const sample of samples) yield toCsvRow(COLUMNS.map(([, value]) => value(sample)));
}

const COLUMNS: readonly Column[] = [
  ["cell", (sample) => sample.cell],
  ["target", (sample) => sample.target],
  ["prompt", (sample) => sample.prompt],
  ["round", (sample) => sample.round],
  ["phase", (sample) => sample.phase],
  ["first", (sample) => sample.first ?? false],
  ["status", (sample) => sample.status],
  ["error_code", (sample) => sample.error?.code],
  ["error_message", (sample) => sample.error?.message],
  ["finish_reason", (sample) => sample.finishReason],
  ["intended_at_ms", (sample) => sample.timeline.intendedMs],
  ["sent_at_ms", (sample) => sample.timeline.sentMs],
  ["first_token_at_ms", (sample) => sample.timeline.firstTokenMs],
  ["last_token_at_ms", (sample) => sample.timeline.lastTokenMs],
  ["end_at_ms", (sample) => sample.timeline.endMs],
  ["prompt_tokens", (sample) => sample.usage.promptTokens],
  ["cached_prompt_tokens", (sample) => sample.usage.cachedPromptTokens],
  ["completion_tokens", (sample) => sample.usage.completionTokens],
  ["reasoning_tokens", (sample) => sample.usage.reasoningTokens],
  ["count_source", (sample) => sample.usage.source],
  ["max_tokens", (sample) => sample.maxTokens],
  ["nonce", (sample) => sample.nonce],
  ["loop_delay_ms", (sample) => sample.loopDelayMs],
  ...METRICS.flatMap((metric) => (metric.type === "request" && !("pooled" in metric) ? [metricColumn(metric)] : [])),
  ["warnings", (sample) => sample.warnings.map((warning) => warning.message).join(" | ") || undefined],
  ["text", (sample) => sample.text],
];

/** A failed request has no figures, as it has none in the summary. */
function metricColumn(metric: RequestMetric): Column {
  return [csvName(metric), (sample) => (sample.status === "ok" ? metric.values(sample)[0] : undefined)];
}
