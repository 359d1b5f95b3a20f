import type { RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import { absentCell, type Cell, textCell } from "../format/cell.ts";
import { comparisonTable } from "../format/comparison-table.ts";
import type { Table, TableColumn } from "../format/table.ts";
import { drawTable, drawTurnedTable } from "./draw-table.ts";
import { html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

const LICENCE: TableColumn = {
  id: "licence",
  name: "Licence",
  title: "Licence",
  description: "Licence of the model, from its entry or its file.",
  align: "left",
};

/** The figures that decide, side by side, and all others one click away. */
export function comparisonSection(summary: RunSummary, badges: TargetBadges): Section {
  const all = comparisonTable(summary);
  const body = html`<p class="lead">Figures with their 95% intervals. Where there is too little evidence for one, n and the number needed stand instead. <a href="#words">What the words mean</a></p>
${drawTable(shortTable(all, summary.scorecards), "Comparison of the models", badges)}
<details class="fold"><summary>All ${all.columns.length - 1} figures</summary>${drawTurnedTable(all, "All figures of the models", badges)}</details>`;
  return { id: "comparison", title: "Comparison", body };
}

function shortTable({ columns, rows }: Table, cards: readonly Scorecard[]): Table {
  const pick = <One>(list: readonly One[]) => list.filter((_, place) => place === 0 || columns[place]?.keyFigure);
  return {
    columns: [...pick(columns), LICENCE],
    rows: rows.map((row, index) => ({ ...row, cells: [...pick(row.cells), licenceCell(cards[index])] })),
  };
}

function licenceCell(card: Scorecard | undefined): Cell {
  const licence = card?.target.licence ?? card?.info?.licence;
  return licence === undefined ? absentCell("neither the model's entry nor its file names one") : textCell(licence);
}
