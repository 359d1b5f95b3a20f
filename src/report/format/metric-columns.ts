import { type KnownMetric, METRICS } from "../../bench/metrics/metrics.ts";
import { scaleFor, type UnitScale } from "../../bench/metrics/unit-scale.ts";
import type { MetricSummary, Scorecard, SingleValue } from "../../bench/summary/scorecard.ts";
import type { ColumnPlace, Metric } from "../../core/metric.ts";
import { absentCell, type Cell, textCell } from "./cell.ts";
import { estimateCell, p95Cell } from "./estimate-cell.ts";
import { formatNumber } from "./format-number.ts";
import type { FilledColumn, TableColumn } from "./table.ts";

/** A column of numbers before its scale is known. */
export type ColumnHead = Omit<TableColumn, "unit" | "title" | "align">;

/** A column that shows one statistic of one metric. */
export interface MetricColumn extends ColumnHead {
  readonly metric: KnownMetric;
  readonly statistic: "p50" | "p95";
}

const STATISTICS = {
  p50: "Half of the prompts stay below, half above; of a prompt's rounds the middle one counts.",
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

/** Every column that a metric has in the comparison, from the left. */
export function comparisonColumns(): readonly MetricColumn[] {
  return METRICS.flatMap(placesOf)
    .toSorted((a, b) => a.place.comparison - b.place.comparison)
    .map(({ metric, statistic, place: { terminal, keyFigure } }) => ({
      ...metricColumn(metric, statistic),
      terminal,
      keyFigure,
    }));
}

interface PlacedColumn {
  readonly metric: KnownMetric;
  readonly statistic: "p50" | "p95";
  readonly place: ColumnPlace;
}

function placesOf(metric: KnownMetric): readonly PlacedColumn[] {
  const described: Metric = metric;
  const { p50, p95 } = described.type === "target" ? { p50: described.column } : (described.columns ?? {});
  return [
    ...(p50 === undefined ? [] : [{ metric, statistic: "p50" as const, place: p50 }]),
    ...(p95 === undefined ? [] : [{ metric, statistic: "p95" as const, place: p95 }]),
  ];
}

/** The columns that any target has a value for, each with its cells, one per target. */
export function fillMetricColumns(
  cards: readonly Scorecard[],
  specs: readonly MetricColumn[],
): readonly FilledColumn[] {
  return specs.flatMap((spec) => {
    const found = cards.flatMap((card) => card.metrics[spec.metric.id] ?? []);
    if (found.length === 0) return [];
    const scale = scaleFor(
      spec.metric.unit,
      found.map((metric) => readStatistic(metric, spec.statistic)),
    );
    const shown = { ...scale, unit: withCurrency(scale.unit, spec.metric, cards) };
    return [{ column: titleColumn(spec, shown), cells: cards.map((card) => metricCell(card, spec, scale)) }];
  });
}

/** A column of numbers, with the unit in its title. */
export function titleColumn(head: ColumnHead, { unit }: UnitScale): TableColumn {
  const { id, name, description, better, terminal, keyFigure } = head;
  return { id, name, unit, title: `${name} (${unit})`, description, better, terminal, keyFigure, align: "right" };
}

/** Sums of money are of one currency in all targets of a run. */
function withCurrency(unit: string, metric: KnownMetric, cards: readonly Scorecard[]): string {
  if (metric.unit !== "money") return unit;
  const currency = cards.flatMap(({ pricing }) => (pricing.type === "unknown" ? [] : pricing.currency))[0];
  return currency === undefined ? unit : `${currency} ${unit}`;
}

function readStatistic(metric: MetricSummary, statistic: "p50" | "p95"): number {
  return metric.type === "value" ? metric.value : metric[statistic].value;
}

function metricCell(card: Scorecard, spec: MetricColumn, scale: UnitScale): Cell {
  const metric = card.metrics[spec.metric.id];
  if (metric === undefined) return absentCell(whyAbsent(card, spec.metric));
  if (metric.type === "value") return valueCell(metric, scale);
  const cell = spec.statistic === "p95" ? p95Cell(metric, scale) : estimateCell(metric[spec.statistic], scale);
  const isEstimate = restsOnEstimate(card, spec.metric);
  const { main, detail } = cell;
  return {
    ...(isEstimate ? textCell(main, detail === undefined ? "estimate" : `${detail} estimate`) : cell),
    because: whyAbsent(card, spec.metric),
  };
}

/** Energy that no counter measured, and cost that rests on it, are never shown without this word. */
function restsOnEstimate({ energy, pricing }: Scorecard, { id }: KnownMetric): boolean {
  if (energy === undefined || energy.estimates === 0) return false;
  return id === "energy" || (id === "cost" && pricing.type === "machine" && pricing.perKwh !== undefined);
}

/** A value that was read says how often: one reading shows nothing of how readings differ. */
function valueCell({ value, readings, estimate }: SingleValue, scale: UnitScale): Cell {
  if (estimate !== undefined) return estimateCell(estimate, scale);
  return textCell(formatNumber(value / scale.divisor), readings && `(n=${readings.length})`);
}

/** Why a value is absent, or rests on fewer requests than the others. */
function whyAbsent(card: Scorecard, metric: KnownMetric): string | undefined {
  if (card.status === "failed") return card.error?.message;
  const { [metric.id]: absences = [] } = card.absent;
  if (absences.length > 0)
    return absences.map(({ requests, because }) => `${requests} of its requests have none: ${because}`).join("; ");
  if (!("absentWith" in metric)) return undefined;
  return card.warnings.find((warning) => warning.code === metric.absentWith)?.message;
}
