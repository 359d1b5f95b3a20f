import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { allWarnings } from "../content/all-warnings.ts";
import { html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** Targets that failed with their reasons, and everything that was not done quite as asked; none, no section. */
export function failuresSection(summary: RunSummary, badges: TargetBadges): readonly Section[] {
  const failed = summary.scorecards.filter((card) => card.error !== undefined || card.status === "failed");
  const warnings = allWarnings(summary);
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
    title: "Warnings",
    body: html`<ul class="problems">${warnings.map(
      ({ target, warning }) =>
        html`<li>${target === undefined ? html`<span class="target">Run</span>` : badges.name(target)}<div><p>${warning.message}</p></div></li>`,
    )}</ul>`,
  };
  return [...(failed.length > 0 ? [failures] : []), ...(warnings.length > 0 ? [notes] : [])];
}
