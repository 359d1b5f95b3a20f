import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { type CostsTable, costsTables } from "../costs/costs-tables.ts";
import { describeCosts, describeDoubt } from "../costs/describe-costs.ts";
import { reportCosts } from "../costs/report-costs.ts";
import { type Html, html, type Section } from "./html.ts";

/** Energy and cost of the answers, with what each figure rests on; none where neither is known. */
export function costsSection(summary: RunSummary): readonly Section[] {
  const costs = reportCosts(summary);
  if (costs === undefined) return [];
  const doubt = describeDoubt(costs);
  const body = html`${doubt !== undefined && html`<p class="notice">${doubt}</p>`}${costsTables(costs).map(drawTable)}
<ul>${describeCosts(costs, new Date(summary.run.createdAt)).map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
  return [{ id: "costs", title: "Energy and cost", body }];
}

function drawTable({ title, heads, rows }: CostsTable): Html {
  return html`<h3>${title}</h3><div class="scroll" role="region" aria-label="${title}" tabindex="0"><table class="costs"><caption class="hidden">${title}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col"${head.align === "right" && html` class="number"`}>${head.title}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([name = "", ...cells]) =>
      html`<tr><th scope="row">${name}</th>${cells.map(
        (cell, index) => html`<td${heads[index + 1]?.align === "right" && html` class="number"`}>${cell}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}
