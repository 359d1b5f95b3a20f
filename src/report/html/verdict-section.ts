import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { explainHeadline } from "../../selection/explain-headline.ts";
import { listNames } from "../../selection/format-figure.ts";
import { OBJECTIVE_DESCRIPTIONS } from "../../selection/objectives.ts";
import type { AaCheck, Recommendation } from "../../selection/recommendation.ts";
import type { Chart } from "../charts/chart.ts";
import { highlights } from "../content/highlights.ts";
import { runState } from "../content/run-state.ts";
import { candidateCards } from "./candidate-cards.ts";
import { drawFigure } from "./draw-figure.ts";
import { type Html, html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

export interface VerdictInput {
  /** The competing targets, twins aside. */
  readonly summary: RunSummary;
  /** Absent when none was asked for: the highlights take its place. */
  readonly recommendation: Recommendation | undefined;
  readonly badges: TargetBadges;
  /** Quality against latency; absent where either was not measured. */
  readonly chart: Chart | undefined;
}

/** The first screen: one sentence to act on, a card per candidate, the picture of the choice, and how far to trust it. */
export function verdictSection({ summary, recommendation, badges, chart }: VerdictInput): Section {
  const state = runState(summary);
  const body = html`
${state !== undefined && html`<p class="notice">${state}</p>`}
${recommendation ? html`<p class="headline">${explainHeadline(recommendation.verdict, [])}</p>` : highlightList(summary)}
<div class="choice${chart === undefined && " without-chart"}">
${candidateCards(summary, recommendation, badges)}
${chart && drawFigure(chart)}
</div>
${recommendation && trustLines(summary, recommendation)}`;
  return { id: "verdict", title: recommendation ? "Recommendation" : "Highlights", body };
}

function highlightList(summary: RunSummary): Html {
  return html`<ul class="highlights">${highlights(summary).map((line) => html`<li>${line}</li>`)}</ul>`;
}

/** Whether the run found no difference where there is none, and whether anything disturbed it. */
function trustLines({ scorecards }: RunSummary, { aaChecks, disturbances }: Recommendation): Html {
  const disturbed = scorecards.filter((card) => card.disturbances.length > 0).length;
  const timing =
    disturbances.length === 0
      ? "undisturbed."
      : `disturbed${disturbed > 0 ? ` in ${disturbed} of ${scorecards.length} models` : ""}: nothing is concluded from it. Measure again on a quiet machine.`;
  return html`<dl class="trust">
<div><dt>A/A check</dt><dd>${aaChecks.length === 0 ? "not made: no model was measured twice." : shortChecks(aaChecks)}</dd></div>
<div${disturbances.length > 0 && html` class="doubt"`}><dt>Timing</dt><dd>${timing}</dd></div>
</dl>`;
}

function shortChecks(checks: readonly AaCheck[]): string {
  return [...Map.groupBy(checks, ({ target }) => target)]
    .map(([target, of]) => {
      const states = [...Map.groupBy(of, ({ state }) => state)].map(
        ([state, list]) =>
          `${state} for ${listNames(list.map(({ objective }) => OBJECTIVE_DESCRIPTIONS[objective].label))}`,
      );
      return `${target} against itself: ${states.join("; ")}.`;
    })
    .join(" ");
}
