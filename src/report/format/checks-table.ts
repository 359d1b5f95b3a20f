import { scaleFor } from "../../bench/metrics/unit-scale.ts";
import type { RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import { CHECKS } from "../../quality/checks/checks.ts";
import type { TypeTally } from "../../quality/checks/summarize-checks.ts";
import { absentCell, type Cell, textCell } from "./cell.ts";
import { estimateCell } from "./estimate-cell.ts";
import { formatNumber } from "./format-number.ts";
import { type ColumnHead, titleColumn } from "./metric-columns.ts";
import { type FilledColumn, type Table, targetTable } from "./table.ts";

const SHARE: ColumnHead = {
  id: "checks",
  name: "Checks",
  description: "Share of the checks of form and wording that the timed answers passed, averaged over prompts.",
  better: "higher",
  terminal: 1,
  keyFigure: true,
};

/** The share of checks passed, as a column; nothing where no target has any. */
export function checksColumn(cards: readonly Scorecard[]): readonly FilledColumn[] {
  if (cards.every(({ checks }) => checks === undefined)) return [];
  return [{ column: titleColumn(SHARE, scaleFor("ratio", [])), cells: cards.map(shareCell) }];
}

/** The checks of a run by their kind: a column for each that any prompt has. */
export function checksTable({ scorecards }: RunSummary): Table {
  const kinds = Object.values(CHECKS).filter(({ type }) =>
    scorecards.some(({ checks }) => checks?.byType[type] !== undefined),
  );
  return targetTable(scorecards, [
    ...checksColumn(scorecards),
    ...kinds.map(({ type, name, says }) => ({
      column: { id: `check-${type}`, name, title: name, description: says, align: "right" } as const,
      cells: scorecards.map((card) => tallyCell(card.checks?.byType[type], card)),
    })),
  ]);
}

/** A nonce in front of the prompts changes the answers, so what was measured with one is labelled. */
function shareCell({ checks, status, error }: Scorecard): Cell {
  if (checks?.ratio === undefined)
    return absentCell(status === "failed" ? error?.message : "no check of its answers could be told");
  const { main, detail } = estimateCell(checks.ratio, scaleFor("ratio", []));
  return textCell(main, checks.withNonce ? `${detail} with nonce` : detail);
}

/** `7 of 8 (1 not told)`; rounds are averaged, so that the first number may be broken. */
function tallyCell(tally: TypeTally | undefined, { status, error }: Scorecard): Cell {
  if (tally === undefined) return absentCell(status === "failed" ? error?.message : undefined);
  const { passed, expected, untold } = tally;
  const shown = Number.isInteger(passed) ? String(passed) : formatNumber(passed, 1);
  const note = untold > 0 ? `(${untold} not told)` : undefined;
  return expected === 0 ? textCell("not told", note) : textCell(`${shown} of ${expected}`, note);
}
