import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { checksTable } from "../format/checks-table.ts";
import { wordingTable } from "../format/wording-table.ts";
import { drawTurnedTable } from "./draw-table.ts";
import { html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** Form and wording of the answers: the checks by their kind, and figures that nothing passes or fails. Nothing where there is neither. */
export function formSection(summary: RunSummary, badges: TargetBadges): readonly Section[] {
  const hasChecks = summary.scorecards.some(({ checks }) => checks !== undefined);
  const wording = wordingTable(summary);
  if (!hasChecks && wording.columns.length === 1) return [];
  const checks =
    hasChecks &&
    html`<p class="lead">Checks are rules that answers are held to by their text alone. They say nothing about whether an answer is true. Each cell counts the checks that answers passed, averaged over rounds; what cannot be told counts for neither side.</p>
${drawTurnedTable(checksTable(summary), "Checks by their kind", badges)}`;
  const figures =
    wording.columns.length > 1 &&
    html`<details class="fold"><summary>Figures of wording, which nothing passes or fails</summary>${drawTurnedTable(wording, "Figures of wording", badges)}</details>`;
  return [{ id: "form", title: "Form and wording", body: html`${checks}${figures}` }];
}
