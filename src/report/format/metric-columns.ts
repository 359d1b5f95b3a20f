import type { KnownMetric } from "../../bench/metrics/metrics.ts";
import type { MetricSummary, Scorecard, SingleValue } from "../../bench/summary/scorecard.ts";
import { absentCell, type Cell, textCell } from "./cell.ts";
import { estimateCell, p95Cell } from "./estimate-cell.ts";
import { formatNumber } from "./format-number.ts";
import type { TableColumn } from "./table.ts";
import { scaleFor, type UnitScale } from "./unit-scale.ts";

/** A column of numbers before its scale is known. */
export type ColumnHead = Pick<TableColumn, "id" | "name" | "description" | "better">;

/** A column that shows one statistic of one metric. */
export interface MetricColumn extends ColumnHead {
  readonly metric: KnownMetric;
  readonly statistic: "p50" | "p95";
}

const STATISTICS = {
  p50: "Half of the requests stay below, half above.",
  p95: "19 of 20 requests stay below.",
} as const;

/** A column with the metric's own words; a metric with one value per target has no statistic to name. */
export function metricColumn(metric: KnownMetric, statistic: "p50" | "p95" = "p50"): MetricColumn {
  const { id, heading, description, better } = metric;
  const words =
    metric.type === "target"
      ? { name: heading, description }
      : { name: `${heading} ${statistic}`, description: `${description} ${STATISTICS[statistic]}` };
  return { id: `${id}-${statistic}`, metric, statistic, better, ...words };
}

/** The columns that any target has a value for, each with its cells, one per target. */
export function fillMetricColumns(
  cards: readonly Scorecard[],
  specs: readonly MetricColumn[],
): readonly { readonly column: TableColumn; readonly cells: readonly Cell[] }[] {
  return specs.flatMap((spec) => {
    const found = cards.flatMap((card) => card.metrics[spec.metric.id] ?? []);
    if (found.length === 0) return [];
    const scale = scaleFor(
      spec.metric.unit,
      found.map((metric) => readStatistic(metric, spec.statistic)),
    );
    return [{ column: titleColumn(spec, scale), cells: cards.map((card) => metricCell(card, spec, scale)) }];
  });
}

/** A column of numbers, with the unit in its title. */
export function titleColumn({ id, name, description, better }: ColumnHead, { unit }: UnitScale): TableColumn {
  return { id, name, unit, title: `${name} (${unit})`, description, better, align: "right" };
}

function readStatistic(metric: MetricSummary, statistic: "p50" | "p95"): number {
  return metric.type === "value" ? metric.value : metric[statistic].value;
}

function metricCell(card: Scorecard, spec: MetricColumn, scale: UnitScale): Cell {
  const metric = card.metrics[spec.metric.id];
  if (metric === undefined) return absentCell(whyAbsent(card, spec.metric));
  if (metric.type === "value") return valueCell(metric, scale);
  const cell = spec.statistic === "p95" ? p95Cell(metric, scale) : estimateCell(metric[spec.statistic], scale);
  return { ...cell, because: whyAbsent(card, spec.metric) };
}

/** A value that was read says how often: one reading shows nothing of how readings differ. */
function valueCell({ value, readings }: SingleValue, scale: UnitScale): Cell {
  return textCell(formatNumber(value / scale.divisor), readings && `(n=${readings.length})`);
}

/** Why a value is absent, or rests on fewer requests than the others. */
function whyAbsent(card: Scorecard, { id }: KnownMetric): string | undefined {
  if (card.status === "failed") return card.error?.message;
  const { [id]: absences = [] } = card.absent;
  if (absences.length > 0)
    return absences.map(({ requests, because }) => `${requests} of its requests have none: ${because}`).join("; ");
  if (!id.startsWith("memory-")) return undefined;
  return card.warnings.find((warning) => warning.code === "memory-unmeasured")?.message;
}
