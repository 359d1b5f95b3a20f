import type { MetricSummary, RunSummary, Scorecard } from "../../core/scorecard.ts";
import { absentCell, type Cell, textCell } from "./cell.ts";
import { estimateCell, p95Cell } from "./estimate-cell.ts";
import { formatNumber } from "./format-number.ts";
import type { Table, TableColumn } from "./table.ts";
import { scaleFor, type Unit, type UnitScale } from "./unit-scale.ts";

interface ColumnSpec extends Omit<TableColumn, "align" | "title" | "unit"> {
  readonly unit: Unit;
  readonly metric: string;
  readonly statistic: "p50" | "p95";
}

const METRIC_COLUMNS: readonly ColumnSpec[] = [
  column("e2e", "p50", "Latency p50", "ms", "lower", "Half of the answers were complete by then."),
  column("e2e", "p95", "Latency p95", "ms", "lower", "19 of 20 answers were complete by then."),
  column("ttft", "p50", "First token p50", "ms", "lower", "Half of the answers had begun by then."),
  column("decode-rate", "p50", "Decode rate p50", "tokens/s", "higher", "Speed of one stream after its first token."),
  column("characters-rate", "p50", "Text rate p50", "characters/s", "higher", "The same across vocabularies."),
  column("throughput", "p50", "Throughput", "tokens/s", "higher", "All tokens over the time of all requests."),
  column("goodput", "p50", "Goodput", "requests/s", "higher", "Requests per second that met every stated limit."),
  column("load-cold", "p50", "Load, cold", "ms", "lower", "Loading with the file not in the system's cache."),
  column("load-warm", "p50", "Load, warm", "ms", "lower", "Loading with the file in the system's cache."),
  column("memory-resident", "p50", "Memory, resident", "bytes", "lower", "Peak resident set of the model's process."),
  column("memory-proportional", "p50", "Memory, proportional", "bytes", "lower", "Shared pages divided among sharers."),
  column("footprint", "p50", "On disk", "bytes", "lower", "Size of the model's files."),
];

const QUALITY: Omit<ColumnSpec, "metric" | "statistic"> = {
  id: "quality",
  name: "Quality",
  description: "Share of the expected facets found in the timed answers, averaged over prompts.",
  better: "higher",
  unit: "ratio",
};

/**
 * The comparison of a run's targets: one row per target, one column per figure that any target has.
 *
 * Every report form and the terminal show these cells. A value that a target lacks is `-`, with the reason if known.
 */
export function comparisonTable(summary: RunSummary): Table {
  const cards = summary.scorecards;
  const columns: TableColumn[] = [
    { id: "model", name: "Model", title: "Model", description: "Name of the target in this run.", align: "left" },
    { id: "n", name: "n", title: "n", description: "Requests that were timed and succeeded.", align: "right" },
  ];
  const cells: Cell[][] = cards.map((card) => [textCell(card.target.id), countCell(card)]);

  if (cards.some((card) => card.quality !== undefined)) {
    const scale = scaleFor("ratio", []);
    columns.push(titled(QUALITY, scale));
    cards.forEach((card, index) => {
      cells[index]?.push(qualityCell(card, scale));
    });
  }
  for (const spec of METRIC_COLUMNS) {
    const found = cards.flatMap((card) => card.metrics[spec.metric] ?? []);
    if (found.length === 0) continue;
    const scale = scaleFor(
      spec.unit,
      found.map((metric) => readStatistic(metric, spec.statistic)),
    );
    columns.push(titled(spec, scale));
    cards.forEach((card, index) => {
      cells[index]?.push(metricCell(card, spec, scale));
    });
  }
  const rows = cards.map((card, index) => ({ target: card.target.id, status: card.status, cells: cells[index] ?? [] }));
  return { columns, rows };
}

function column(
  metric: string,
  statistic: "p50" | "p95",
  name: string,
  unit: Unit,
  better: "lower" | "higher",
  description: string,
): ColumnSpec {
  return { id: `${metric}-${statistic}`, metric, statistic, name, unit, better, description };
}

function titled(spec: Omit<ColumnSpec, "metric" | "statistic">, scale: UnitScale): TableColumn {
  const { id, name, description, better } = spec;
  const { unit } = scale;
  return { id, name, unit, title: `${name} (${unit})`, description, better, align: "right" };
}

function readStatistic(metric: MetricSummary, statistic: "p50" | "p95"): number {
  return metric.type === "value" ? metric.value : metric[statistic].value;
}

function countCell(card: Scorecard): Cell {
  if (card.status === "failed") return { ...textCell("failed"), because: card.error?.message };
  const notes = [
    card.counts.failed > 0 ? `${card.counts.failed} failed` : [],
    card.counts.capped > 0 ? `${card.counts.capped} capped` : [],
    card.counts.empty > 0 ? `${card.counts.empty} empty` : [],
  ].flat();
  return textCell(
    String(card.metrics.e2e?.n ?? card.counts.timed),
    notes.length > 0 ? `(${notes.join(", ")})` : undefined,
  );
}

function metricCell(card: Scorecard, spec: ColumnSpec, scale: UnitScale): Cell {
  const metric = card.metrics[spec.metric];
  if (metric === undefined) return absentCell(whyAbsent(card, spec));
  if (metric.type === "value") return marked(card, spec, textCell(formatNumber(metric.value / scale.divisor)));
  const cell = spec.statistic === "p95" ? p95Cell(metric, scale) : estimateCell(metric[spec.statistic], scale);
  return marked(card, spec, cell);
}

/** A nonce in front of the prompts changes the answers, so quality measured with one is labelled. */
function qualityCell(card: Scorecard, scale: UnitScale): Cell {
  if (card.quality === undefined) return absentCell(whyAbsent(card));
  const { main, detail } = estimateCell(card.quality.ratio, scale);
  return textCell(main, card.quality.withNonce ? `${detail} with nonce` : detail);
}

/** Rates over estimated token counts carry a `~`. */
function marked(card: Scorecard, spec: ColumnSpec, cell: Cell): Cell {
  if (spec.unit !== "tokens/s" || !card.warnings.some((warning) => warning.code === "count-estimated")) return cell;
  return { ...cell, main: `~${cell.main}`, text: `~${cell.text}` };
}

function whyAbsent(card: Scorecard, spec?: ColumnSpec): string | undefined {
  if (card.status === "failed") return card.error?.message;
  if (spec === undefined) return "no prompt has facets";
  if (spec.metric.startsWith("memory-"))
    return card.warnings.find((warning) => warning.code === "memory-unmeasured")?.message;
  return undefined;
}
