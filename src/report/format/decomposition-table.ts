import { DECOMPOSITION } from "../../bench/metrics/decomposition.ts";
import { e2e } from "../../bench/metrics/latency.ts";
import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { fillMetricColumns, type MetricColumn, metricColumn } from "./metric-columns.ts";
import { type Table, targetTable } from "./table.ts";

/** Every figure is a median, which the table's own title says. */
const COLUMNS: readonly MetricColumn[] = [
  ...DECOMPOSITION.map((metric) => ({
    ...metricColumn(metric),
    name: metric.heading,
    description: metric.description,
  })),
  {
    ...metricColumn(e2e),
    name: "In all",
    description: "From sending to the end; medians of parts need not add up.",
  },
];

/** Table of where the time of a request goes: the median of each part of its life. */
export function decompositionTable({ scorecards }: RunSummary): Table {
  return targetTable(scorecards, fillMetricColumns(scorecards, COLUMNS));
}
