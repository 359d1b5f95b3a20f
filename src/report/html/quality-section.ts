import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { type QualityFacts, qualityFacts } from "../content/quality-facts.ts";
import type { QualitySources } from "../content/quality-sources.ts";
import type { JudgingTable } from "../judging/judging-tables.ts";
import { type Html, html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** Letters of a disputed answer that stand on the page; the whole answer is among the answers. */
const EXCERPT = 400;

/** How good the answers are and who says so, apart by source, and the answers that are disputed. Nothing where nothing was scored. */
export function qualitySection(summary: RunSummary, badges: TargetBadges): readonly Section[] {
  const facts = qualityFacts(summary);
  if (facts === undefined) return [];
  const { sources, people, judge, corrections, acceptable } = facts;
  const body = html`${sources && sourcesTable(sources, badges)}
${[...people, ...acceptable].map((line) => html`<p>${line}</p>`)}
${judge.length > 0 && html`<h3>The judge</h3>${judge.map((line) => html`<p>${line}</p>`)}`}
${corrections && judgingTable(corrections)}
${disputes(facts)}`;
  return [{ id: "quality", title: "Quality", body }];
}

function sourcesTable({ sentence, sources, rows }: QualitySources, badges: TargetBadges): Html {
  return html`<p class="lead">${sentence}</p>
<div class="scroll" role="region" aria-label="Quality by source" tabindex="0"><table class="comparison"><caption class="hidden">Quality by source</caption>
<thead><tr><th scope="col" class="stuck">Model</th>${sources.map(
    ({ label, unit, isTaken }) =>
      html`<th scope="col" class="number">${label} <small>${unit}, ${isTaken ? "decides" : "beside"}</small></th>`,
  )}</tr></thead>
<tbody>${rows.map(
    ({ target, cells }) =>
      html`<tr><th scope="row" class="stuck">${badges.name(target)}</th>${cells.map(
        ({ main, detail, because }) =>
          html`<td class="number"${because !== undefined && html` title="${because}"`}>${main}${detail !== undefined && html` <small>${detail}</small>`}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}

function judgingTable({ heads, rows }: JudgingTable): Html {
  return html`<div class="scroll" role="region" aria-label="The judge's means" tabindex="0"><table class="comparison"><caption class="hidden">The judge's means</caption>
<thead><tr>${heads.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

function disputes({ disputes: list }: QualityFacts): Html | false {
  if (list.length === 0) return false;
  return html`<details class="fold"><summary>The most disputed answers (${list.length})</summary>${list.map(
    ({ head, answer }) =>
      html`<p><strong>${head}</strong><br>${answer.length > EXCERPT ? `${answer.slice(0, EXCERPT)}…` : answer}</p>`,
  )}</details>`;
}
