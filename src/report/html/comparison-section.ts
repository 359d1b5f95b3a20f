import type { RunSummary } from "../../bench/summary/scorecard.ts";
import type { Cell } from "../format/cell.ts";
import { comparisonTable } from "../format/comparison-table.ts";
import { decompositionTable } from "../format/decomposition-table.ts";
import type { Table, TableRow } from "../format/table.ts";
import { type Html, html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** The comparison of all targets, with the cells that every report form has, and where the time of a request goes. */
export function comparisonSection(summary: RunSummary, badges: TargetBadges): Section {
  const body = html`<p class="lead">Figures with their 95% intervals. Where there is too little evidence for one, n and the number needed stand instead.</p>
${drawTable(comparisonTable(summary), "Comparison of the targets", badges)}
<h3>Where the time goes</h3>
<p class="lead">The median of each part of a request's life.</p>
${drawTable(decompositionTable(summary), "Where the time of a request goes", badges)}`;
  return { id: "comparison", title: "Comparison", body };
}

function drawTable({ columns, rows }: Table, caption: string, badges: TargetBadges): Html {
  const heads = columns.map(({ name, unit, description, better }, index) => {
    const arrow = better === undefined ? undefined : better === "lower" ? "lower is better" : "higher is better";
    return html`<th scope="col" class="${index === 0 ? "stuck" : "number"}" title="${[description, arrow].filter(Boolean).join(" ")}">${name}${
      unit !== undefined && html` <small>${unit}</small>`
    }</th>`;
  });
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table class="comparison"><caption class="hidden">${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>${rows.map((row) => tableRow(row, badges))}</tbody></table></div>`;
}

function tableRow({ target, status, cells }: TableRow, badges: TargetBadges): Html {
  const [, ...others] = cells;
  return html`<tr class="status-${status}"><th scope="row" class="stuck">${badges.name(target)}</th>${others.map(tableCell)}</tr>`;
}

function tableCell({ main, detail, because }: Cell): Html {
  const reason = because !== undefined && main === "-";
  return html`<td class="number"${reason && html` title="${because}"`}>${main}${detail !== undefined && html` <small>${detail}</small>`}${
    reason && html`<span class="hidden"> ${because}</span>`
  }</td>`;
}
