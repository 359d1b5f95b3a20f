import { scaleFor, type UnitScale } from "../../bench/metrics/unit-scale.ts";
import type { RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import { inPoints, isRubricSource, type QualitySource, SOURCE_LABELS } from "../../quality/sources/quality-source.ts";
import { isAnswered } from "../../selection/judge-answering.ts";
import { isRawJudge, qualityOf, sourceOf } from "../../selection/quality-of.ts";
import { absentCell, type Cell, textCell } from "./cell.ts";
import { checksColumn } from "./checks-table.ts";
import { estimateCell } from "./estimate-cell.ts";
import { type ColumnHead, comparisonColumns, fillMetricColumns, titleColumn } from "./metric-columns.ts";
import { type Table, type TableColumn, targetTable } from "./table.ts";

const QUALITY = { id: "quality", better: "higher", terminal: 0, keyFigure: true } as const;

/** What the column of quality shows, by where the quality comes from. */
const QUALITY_WORDS: Readonly<Record<QualitySource, Pick<ColumnHead, "name" | "description">>> = {
  facets: {
    name: "Quality",
    description: "Share of the expected facets found in the timed answers, averaged over prompts.",
  },
  people: {
    name: "Quality by people",
    description: "Mean of the scores from 1 to 5 that people gave the timed answers.",
  },
  judge: {
    name: "Quality by judge",
    description: "Mean of the scores from 1 to 5 that a judge gave the timed answers, corrected by those of people.",
  },
  checks: { name: "Checks passed", description: "Share of the checks that the timed answers passed." },
};

/**
 * The comparison of a run's targets: one row per target, one column per figure that any target has.
 *
 * Every report form and the terminal show these cells. A value that a target lacks is `-`, with the reason if known.
 */
export function comparisonTable({ scorecards }: RunSummary): Table {
  return targetTable(scorecards, [
    { column: COUNT, cells: scorecards.map(countCell) },
    { column: PROMPTS, cells: scorecards.map(({ prompts }) => textCell(String(prompts.filter(isAnswered).length))) },
    ...qualityColumn(scorecards),
    // Checks that the quality is taken from stand in its column.
    ...(scorecards.some((card) => sourceOf(card) === "checks") ? [] : checksColumn(scorecards)),
    ...fillMetricColumns(scorecards, comparisonColumns()),
  ]);
}

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
  const [first] = cards;
  if (first === undefined || cards.every((card) => qualityOf(card) === undefined)) return [];
  const source = sourceOf(first);
  const scale = isRubricSource(source) ? { unit: "of 5", divisor: 1 } : scaleFor("ratio", []);
  const column = titleColumn({ ...QUALITY, ...QUALITY_WORDS[source] }, scale);
  return [{ column, cells: cards.map((card) => qualityCell(card, scale)) }];
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

function qualityNotes(card: Scorecard): readonly string[] {
  const source = sourceOf(card);
  if (isRawJudge(card)) return [`${card.judge?.fitness === "fit" ? "" : `${card.judge?.fitness}, `}not corrected`];
  const isNonce = (source === "facets" && card.facets?.withNonce) || (source === "checks" && card.checks?.withNonce);
  return isNonce ? ["with nonce"] : [];
}

/** A nonce in front of the prompts changes the answers, so quality measured with one is labelled. */
function qualityCell(card: Scorecard, scale: UnitScale): Cell {
  const source = sourceOf(card);
  const quality = qualityOf(card);
  if (quality === undefined)
    return absentCell(card.status === "failed" ? card.error?.message : `there are no ${SOURCE_LABELS[source]}`);
  const { main, detail } = estimateCell(isRubricSource(source) ? inPoints(quality) : quality, scale);
  return textCell(main, [detail, ...qualityNotes(card)].join(" "));
}
