import type { Cell } from "../format/cell.ts";
import type { Table, TableColumn, TableRow } from "../format/table.ts";
import { type Html, html } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** A table of targets; its heads lead to the meaning of each column. */
export function drawTable({ columns, rows }: Table, caption: string, badges: TargetBadges): Html {
  const [model, ...others] = columns;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table class="comparison"><caption class="hidden">${caption}</caption>
<thead><tr><th scope="col" class="stuck">${model?.name ?? ""}</th>${others.map(head)}</tr></thead>
<tbody>${rows.map((row) => tableRow(row, others, badges))}</tbody></table></div>`;
}

/** The same turned: a figure per row and a target per column, for more figures than fit side by side. */
export function drawTurnedTable({ columns, rows }: Table, caption: string, badges: TargetBadges): Html {
  const [, ...figures] = columns;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table class="comparison"><caption class="hidden">${caption}</caption>
<thead><tr><td class="stuck"></td>${rows.map(({ target }) => html`<th scope="col" class="number">${badges.name(target)}</th>`)}</tr></thead>
<tbody>${figures.map(
    (figure, index) =>
      html`<tr><th scope="row" class="stuck">${headText(figure)}</th>${rows.map(({ cells }) => tableCell(cells[index + 1], figure))}</tr>`,
  )}</tbody></table></div>`;
}

function head(column: TableColumn): Html {
  return html`<th scope="col"${column.align === "right" && html` class="number"`}>${headText(column)}</th>`;
}

/** Name and unit of a column; the name leads to its meaning. */
function headText({ id, name, unit, description, better }: TableColumn): Html {
  const arrow = better === undefined ? "" : better === "lower" ? " Lower is better." : " Higher is better.";
  return html`<a class="word" href="#word-${id}" title="${description}${arrow}">${name}</a>${
    unit !== undefined && html` <small>${unit}</small>`
  }`;
}

function tableRow({ target, status, cells }: TableRow, columns: readonly TableColumn[], badges: TargetBadges): Html {
  return html`<tr class="status-${status}"><th scope="row" class="stuck">${badges.name(target)}</th>${columns.map(
    (column, index) => tableCell(cells[index + 1], column),
  )}</tr>`;
}

function tableCell(cell: Cell | undefined, { align }: TableColumn): Html {
  const { main = "-", detail, because } = cell ?? {};
  const reason = because !== undefined && main === "-";
  return html`<td${align === "right" && html` class="number"`}${reason && html` title="${because}"`}>${main}${
    detail !== undefined && html` <small>${detail}</small>`
  }${reason && html`<span class="hidden"> ${because}</span>`}</td>`;
}
