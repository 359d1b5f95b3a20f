import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { explainChecks, settlingOf } from "../../selection/explain-recommendation.ts";
import { OBJECTIVE_DESCRIPTIONS, OBJECTIVES, type Objective } from "../../selection/objectives.ts";
import type { Judgement, Recommendation, Verdict } from "../../selection/recommendation.ts";
import { highlights } from "../content/highlights.ts";
import { runState } from "../content/run-state.ts";
import { comparisonTable } from "../format/comparison-table.ts";
import { type Html, html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** The answer that the reader came for: the recommendation with its reasons, or the highlights where none was asked for. */
export function verdictSection(
  summary: RunSummary,
  recommendation: Recommendation | undefined,
  badges: TargetBadges,
): Section {
  const state = runState(summary);
  const lines = highlights(summary);
  const body = html`
${state !== undefined && html`<p class="notice">${state}</p>`}
${recommendation && verdict(summary, recommendation, badges)}
${lines.length > 0 && html`<div class="highlights"><h3>Highlights</h3>${list(lines)}</div>`}`;
  return { id: "verdict", title: recommendation ? "Recommendation" : "Highlights", body };
}

function verdict(summary: RunSummary, view: Recommendation, badges: TargetBadges): Html {
  const { verdict: outcome } = view;
  const { values: weights, setBy } = view.weights;
  const settling = settlingOf(outcome);
  const weighed = OBJECTIVES.filter((objective) => weights[objective] > 0);
  return html`<div class="verdict verdict-${outcome.type}">
<p class="headline">${view.headline}</p>
${keyFigures(summary, outcome)}
<div class="columns">
<div><h3>Why</h3>${list(outcome.reasons)}</div>
${settling.length > 0 && html`<div><h3>What would settle it</h3>${list(settling)}</div>`}
${view.aaChecks.length > 0 && html`<div><h3>A/A check</h3>${list(explainChecks(view.aaChecks))}</div>`}
${view.thinEvidence.length > 0 && html`<div><h3>Where evidence is thin</h3>${list(view.thinEvidence)}</div>`}
${weighed.length > 0 && html`<div><h3>Weights, ${setBy === "user" ? "set by you" : "Assay's own: they order the ranking and decide nothing"}</h3><ul class="weights">${weighed.map((objective) => weightBar(objective, weights[objective]))}</ul></div>`}
</div>
${ranking(view, badges)}
${ruledOut("Excluded", view.excluded, badges)}
${ruledOut("Unproven, so not eligible", view.unproven, badges)}
</div>`;
}

function weightBar(objective: Objective, weight: number): Html {
  const percent = `${Math.round(weight * 100)}%`;
  return html`<li><span>${labelOf(objective)}</span><span class="bar" style="--share: ${percent}"></span><span>${percent}</span></li>`;
}

function labelOf(objective: Objective): string {
  return OBJECTIVE_DESCRIPTIONS[objective].label;
}

/** The basis of the choice: each candidate's score, and the part of each objective in it. */
function ranking(
  { ranking: ranked, weights: { values: weights } }: Recommendation,
  badges: TargetBadges,
): Html | false {
  if (ranked.length < 2) return false;
  const objectives = OBJECTIVES.filter((objective) => weights[objective] > 0);
  const heads = objectives.map((objective) => html`<th scope="col" class="number">${labelOf(objective)}</th>`);
  const rows = ranked.map(({ target, score, contributions }) => {
    const cells = objectives.map((objective) => {
      const part = contributions.find((one) => one.objective === objective);
      return html`<td class="number">${part === undefined ? "-" : part.contribution.toFixed(3)}</td>`;
    });
    return html`<tr><th scope="row" class="stuck">${badges.name(target)}</th><td class="number">${score.toFixed(3)}</td>${cells}</tr>`;
  });
  return html`<h3>Ranking of the candidates</h3><p class="muted">The score is the sum of what each objective contributes.</p>
<div class="scroll" role="region" aria-label="Ranking of the candidates" tabindex="0"><table class="comparison"><caption class="hidden">Ranking of the candidates</caption>
<thead><tr><th scope="col" class="stuck">Model</th><th scope="col" class="number">score</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** The figures of the one to take, as the comparison has them. */
function keyFigures(summary: RunSummary, verdict: Verdict): Html | false {
  if (verdict.type !== "take" && verdict.type !== "measured") return false;
  const { columns, rows } = comparisonTable(summary);
  const row = rows.find((one) => one.target === verdict.target);
  const figures = columns.flatMap(({ keyFigure, name, unit }, index) => {
    const cell = row?.cells[index];
    return keyFigure && cell && cell.main !== "-" ? { name, unit, cell } : [];
  });
  return html`<dl class="figures">${figures.map(
    ({ name, unit, cell }) =>
      html`<div><dt>${name}</dt><dd>${cell.main} <span class="unit">${unit}</span>${cell.detail !== undefined && html` <small>${cell.detail}</small>`}</dd></div>`,
  )}</dl>`;
}

function ruledOut(title: string, lines: readonly Judgement[], badges: TargetBadges): Html | false {
  if (lines.length === 0) return false;
  return html`<h3>${title}</h3><ul class="ruled-out">${lines.map(
    ({ target, constraint, because }) =>
      html`<li>${badges.name(target)} <span><code>${constraint}</code> ${because}</span></li>`,
  )}</ul>`;
}

function list(lines: readonly string[]): Html {
  return html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}
