import type { RunSummary, Scorecard } from "../../core/scorecard.ts";
import { absentCell, type Cell, textCell } from "./cell.ts";
import { estimateCell } from "./estimate-cell.ts";
import { fillMetricColumns, type MetricColumn, metricColumn, titleColumn } from "./metric-columns.ts";
import type { Table, TableColumn } from "./table.ts";
import { scaleFor, type UnitScale } from "./unit-scale.ts";

const COLUMNS: readonly MetricColumn[] = [
  metricColumn("e2e", "p50", "Latency p50", "ms", "lower", "Half of the answers were complete by then."),
  metricColumn("e2e", "p95", "Latency p95", "ms", "lower", "19 of 20 answers were complete by then."),
  metricColumn("ttft", "p50", "First token p50", "ms", "lower", "Half of the answers had begun by then."),
  metricColumn(
    "decode-rate",
    "p50",
    "Decode rate p50",
    "tokens/s",
    "higher",
    "Speed of one stream after its first token.",
  ),
  metricColumn("characters-rate", "p50", "Text rate p50", "characters/s", "higher", "The same across vocabularies."),
  metricColumn("throughput", "p50", "Throughput", "tokens/s", "higher", "All tokens over the time of all requests."),
  metricColumn("load-cold", "p50", "Load, cold", "ms", "lower", "Loading with the file not in the system's cache."),
  metricColumn("load-warm", "p50", "Load, warm", "ms", "lower", "Loading with the file in the system's cache."),
  metricColumn(
    "memory-resident",
    "p50",
    "Memory, resident",
    "bytes",
    "lower",
    "Peak resident set of the model's process.",
  ),
  metricColumn(
    "memory-proportional",
    "p50",
    "Memory, proportional",
    "bytes",
    "lower",
    "Shared pages divided among sharers.",
  ),
  metricColumn("footprint", "p50", "On disk", "bytes", "lower", "Size of the model's files."),
];

const QUALITY: Omit<MetricColumn, "metric" | "statistic"> = {
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
export function comparisonTable({ scorecards }: RunSummary): Table {
  return toTable(scorecards, [
    { column: COUNT, cells: scorecards.map(countCell) },
    ...qualityColumn(scorecards),
    ...fillMetricColumns(scorecards, COLUMNS),
  ]);
}

/** Rows of targets, named in the first column. */
export function toTable(
  cards: readonly Scorecard[],
  filled: readonly { readonly column: TableColumn; readonly cells: readonly Cell[] }[],
): Table {
  return {
    columns: [MODEL, ...filled.map(({ column }) => column)],
    rows: cards.map(({ target, status }, index) => ({
      target: target.id,
      status,
      cells: [textCell(target.id), ...filled.map(({ cells }) => cells[index] ?? absentCell())],
    })),
  };
}

const MODEL: TableColumn = {
  id: "model",
  name: "Model",
  title: "Model",
  description: "Name of the target in this run.",
  align: "left",
};

const COUNT: TableColumn = {
  id: "n",
  name: "n",
  title: "n",
  description: "Requests that were timed and succeeded.",
  align: "right",
};

function qualityColumn(cards: readonly Scorecard[]) {
  if (cards.every((card) => card.quality === undefined)) return [];
  const scale = scaleFor("ratio", []);
  return [{ column: titleColumn(QUALITY, scale), cells: cards.map((card) => qualityCell(card, scale)) }];
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

/** A nonce in front of the prompts changes the answers, so quality measured with one is labelled. */
function qualityCell(card: Scorecard, scale: UnitScale): Cell {
  if (card.quality === undefined)
    return absentCell(card.status === "failed" ? card.error?.message : "no prompt has facets");
  const { main, detail } = estimateCell(card.quality.ratio, scale);
  return textCell(main, card.quality.withNonce ? `${detail} with nonce` : detail);
}
