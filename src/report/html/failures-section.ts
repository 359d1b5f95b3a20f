import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { allWarnings } from "../content/all-warnings.ts";
import { mergeAlike } from "../content/merge-alike.ts";
import { html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** Targets that failed with their reasons, and everything that was not done quite as asked; none, no section. */
export function failuresSection(summary: RunSummary, badges: TargetBadges): readonly Section[] {
  const failed = summary.scorecards.filter((card) => card.error !== undefined || card.status === "failed");
  const warnings = mergeAlike(
    allWarnings(summary).map(({ target, warning }) => ({ target, message: warning.message })),
  );
  const failures: Section = {
    id: "failures",
    title: "Failed targets",
    body: html`<ul class="problems">${failed.map(
      ({ target, status, error }) =>
        html`<li>${badges.name(target.id)}<div><p>${error?.message ?? "No request succeeded."}${
          status === "partial" && " Some requests succeeded."
        }</p>${error?.hint !== undefined && html`<p class="hint">${error.hint}</p>`}${
          error !== undefined && html`<p><code>${error.code}</code></p>`
        }</div></li>`,
    )}</ul>`,
  };
  const notes: Section = {
    id: "warnings",
    title: `Warnings (${warnings.length})`,
    body: html`<ul class="problems">${warnings.map(
      ({ targets, message }) =>
        html`<li><div class="concerned">${targets.length === 0 ? "The run" : targets.map((target) => badges.name(target))}</div><p>${message}</p></li>`,
    )}</ul>`,
    folded: true,
  };
  return [...(failed.length > 0 ? [failures] : []), ...(warnings.length > 0 ? [notes] : [])];
}
