import type { MetricSummary, Scorecard } from "../../core/scorecard.ts";
import { absentCell, type Cell, textCell } from "./cell.ts";
import { estimateCell, p95Cell } from "./estimate-cell.ts";
import { formatNumber } from "./format-number.ts";
import type { TableColumn } from "./table.ts";
import { scaleFor, type Unit, type UnitScale } from "./unit-scale.ts";

/** A column that shows one statistic of one metric. */
export interface MetricColumn extends Omit<TableColumn, "align" | "title" | "unit"> {
  readonly unit: Unit;
  readonly metric: string;
  readonly statistic: "p50" | "p95";
}

export function metricColumn(
  metric: string,
  statistic: "p50" | "p95",
  name: string,
  unit: Unit,
  better: "lower" | "higher",
  description: string,
): MetricColumn {
  return { id: `${metric}-${statistic}`, metric, statistic, name, unit, better, description };
}

/** The columns that any target has a value for, each with its cells, one per target. */
export function fillMetricColumns(
  cards: readonly Scorecard[],
  specs: readonly MetricColumn[],
): readonly { readonly column: TableColumn; readonly cells: readonly Cell[] }[] {
  return specs.flatMap((spec) => {
    const found = cards.flatMap((card) => card.metrics[spec.metric] ?? []);
    if (found.length === 0) return [];
    const scale = scaleFor(
      spec.unit,
      found.map((metric) => readStatistic(metric, spec.statistic)),
    );
    return [{ column: titleColumn(spec, scale), cells: cards.map((card) => metricCell(card, spec, scale)) }];
  });
}

/** A column of numbers, with the unit in its title. */
export function titleColumn(
  { id, name, description, better }: Omit<MetricColumn, "metric" | "statistic">,
  { unit }: UnitScale,
): TableColumn {
  return { id, name, unit, title: `${name} (${unit})`, description, better, align: "right" };
}

function readStatistic(metric: MetricSummary, statistic: "p50" | "p95"): number {
  return metric.type === "value" ? metric.value : metric[statistic].value;
}

function metricCell(card: Scorecard, spec: MetricColumn, scale: UnitScale): Cell {
  const metric = card.metrics[spec.metric];
  if (metric === undefined) return absentCell(whyAbsent(card, spec));
  if (metric.type === "value") return marked(card, spec, textCell(formatNumber(metric.value / scale.divisor)));
  const cell = spec.statistic === "p95" ? p95Cell(metric, scale) : estimateCell(metric[spec.statistic], scale);
  return marked(card, spec, cell);
}

/** Rates over estimated token counts carry a `~`. */
function marked(card: Scorecard, spec: MetricColumn, cell: Cell): Cell {
  if (spec.unit !== "tokens/s" || !card.warnings.some((warning) => warning.code === "count-estimated")) return cell;
  return { ...cell, main: `~${cell.main}`, text: `~${cell.text}` };
}

function whyAbsent(card: Scorecard, spec: MetricColumn): string | undefined {
  if (card.status === "failed") return card.error?.message;
  if (!spec.metric.startsWith("memory-")) return undefined;
  return card.warnings.find((warning) => warning.code === "memory-unmeasured")?.message;
}
