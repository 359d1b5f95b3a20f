import type { RunSummary } from "../../core/scorecard.ts";
import { toTable } from "./comparison-table.ts";
import { fillMetricColumns, type MetricColumn, metricColumn } from "./metric-columns.ts";
import type { Table } from "./table.ts";

const COLUMNS: readonly MetricColumn[] = [
  metricColumn("prepare", "p50", "Prepare", "ms", "lower", "Building the request: template, tokens, body."),
  metricColumn("send", "p50", "Queue and send", "ms", "lower", "Until its last byte was handed over."),
  metricColumn("wait", "p50", "Wait", "ms", "lower", "Until the first token."),
  metricColumn("generate", "p50", "Generate", "ms", "lower", "From the first token to the last."),
  metricColumn("close", "p50", "Close", "ms", "lower", "From the last token to the end of the answer."),
  metricColumn("e2e", "p50", "In all", "ms", "lower", "From sending to the end; medians of parts need not add up."),
];

/** Where the time of a request goes: the median of each part of its life. */
export function decompositionTable({ scorecards }: RunSummary): Table {
  return toTable(scorecards, fillMetricColumns(scorecards, COLUMNS));
}
