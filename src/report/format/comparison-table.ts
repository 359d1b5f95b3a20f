import { scaleFor, type UnitScale } from "../../bench/metrics/unit-scale.ts";
import type { RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import { isAnswered } from "../../selection/judge-answering.ts";
import { absentCell, type Cell, textCell } from "./cell.ts";
import { estimateCell } from "./estimate-cell.ts";
import { type ColumnHead, comparisonColumns, fillMetricColumns, titleColumn } from "./metric-columns.ts";
import type { Table, TableColumn } from "./table.ts";

const QUALITY: ColumnHead = {
  id: "quality",
  name: "Quality",
  description: "Share of the expected facets found in the timed answers, averaged over prompts.",
  better: "higher",
  terminal: 0,
  keyFigure: true,
};

/**
 * The comparison of a run's targets: one row per target, one column per figure that any target has.
 *
 * Every report form and the terminal show these cells. A value that a target lacks is `-`, with the reason if known.
 */
export function comparisonTable({ scorecards }: RunSummary): Table {
  return toTable(scorecards, [
    { column: COUNT, cells: scorecards.map(countCell) },
    { column: PROMPTS, cells: scorecards.map(({ prompts }) => textCell(String(prompts.filter(isAnswered).length))) },
    ...qualityColumn(scorecards),
    ...fillMetricColumns(scorecards, comparisonColumns()),
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
  name: "Requests",
  title: "Requests",
  description: "Requests that were timed and succeeded.",
  align: "right",
};

const PROMPTS: TableColumn = {
  id: "prompts",
  name: "Prompts",
  title: "Prompts",
  description: "Prompts that were answered: the n of every interval, as the rounds of a prompt repeat one answer.",
  align: "right",
};

function qualityColumn(cards: readonly Scorecard[]) {
  if (cards.every((card) => card.facets === undefined)) return [];
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
  if (card.facets === undefined)
    return absentCell(card.status === "failed" ? card.error?.message : "no prompt has facets");
  const { main, detail } = estimateCell(card.facets.ratio, scale);
  return textCell(main, card.facets.withNonce ? `${detail} with nonce` : detail);
}
