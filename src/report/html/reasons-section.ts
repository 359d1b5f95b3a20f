import { explainRecommendation } from "../../selection/explain-recommendation.ts";
import { OBJECTIVE_DESCRIPTIONS, OBJECTIVES } from "../../selection/objectives.ts";
import type { Recommendation } from "../../selection/recommendation.ts";
import { mergeAlike } from "../content/merge-alike.ts";
import { type Html, html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** Reasons of the verdict and what would settle it, then, folded, what it takes to check it. */
export function reasonsSection(recommendation: Recommendation, badges: TargetBadges): Section {
  const sections = explainRecommendation(recommendation);
  const targets = recommendation.ranking.map(({ target }) => target);
  const open = sections.filter(({ background }) => !background);
  const body = html`<div class="columns">${open.map(
    ({ title, sentences }) => html`<div>${title !== undefined && html`<h3>${title}</h3>`}${list(sentences)}</div>`,
  )}</div>
${sections
  .filter(({ background }) => background)
  .map(
    ({ title, sentences }) =>
      html`<details class="fold"><summary>${title ?? ""}</summary>${list(merge(sentences, targets))}</details>`,
  )}
${ranking(recommendation, badges)}`;
  return { id: "reasons", title: "Why", body };
}

/** Sentences that begin with the name of a target, merged where they say the same. */
function merge(sentences: readonly string[], targets: readonly string[]): readonly string[] {
  const lines = sentences.map((sentence) => {
    const target = targets.find((one) => sentence.startsWith(`${one}: `));
    return target === undefined ? { message: sentence } : { target, message: sentence.slice(target.length + 2) };
  });
  return mergeAlike(lines).map((line) =>
    line.targets.length === 0 ? line.message : `${line.targets.join(", ")}: ${line.message}`,
  );
}

/** The basis of the order: each candidate's score, and the part of each objective in it. */
function ranking(view: Recommendation, badges: TargetBadges): Html | false {
  const { ranking: ranked, weights } = view;
  if (ranked.length < 2) return false;
  const objectives = OBJECTIVES.filter((objective) => weights.values[objective] > 0);
  const rows = ranked.map(({ target, score, contributions }) => {
    const parts = objectives.map((objective) => contributions.find((one) => one.objective === objective));
    return html`<tr><th scope="row" class="stuck">${badges.name(target)}</th><td class="number">${score.toFixed(3)}</td>${parts.map(
      (part) => html`<td class="number">${part === undefined ? "-" : part.contribution.toFixed(3)}</td>`,
    )}</tr>`;
  });
  const heads = objectives.map(
    (objective) =>
      html`<th scope="col" class="number">${OBJECTIVE_DESCRIPTIONS[objective].label} <small>weight ${Math.round(weights.values[objective] * 100)}%</small></th>`,
  );
  const whose =
    weights.setBy === "user"
      ? "Weights set by you."
      : "Nobody set weights: Assay's own order the list and decide nothing.";
  return html`<details class="fold"><summary>Ranking by weighted score</summary><p class="lead">${whose} The score is the sum of what each objective contributes.</p>
<div class="scroll" role="region" aria-label="Ranking of the candidates" tabindex="0"><table class="comparison"><caption class="hidden">Ranking of the candidates</caption>
<thead><tr><th scope="col" class="stuck">Model</th><th scope="col" class="number">score</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

function list(lines: readonly string[]): Html {
  return html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}
