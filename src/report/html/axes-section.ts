import type { Axis } from "../../selection/axes.ts";
import { type Html, html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** Every target on the axes by which models are chosen; no section where there are none. */
export function axesSection(axes: readonly Axis[], badges: TargetBadges): readonly Section[] {
  if (axes.length === 0) return [];
  const body = html`<p class="lead">What people choose by, with 95% intervals. Findings of what counts in the verdict hold together with it; those of all else at a level of their own.</p>
<div class="scroll" role="region" aria-label="Scorecard" tabindex="0"><table class="comparison"><caption class="hidden">Scorecard of the targets</caption>
<thead><tr><th scope="col" class="stuck">Model</th><th scope="col" class="number">Figure</th><th scope="col">Finding</th></tr></thead>${axes.map((axis) => group(axis, badges))}</table></div>`;
  return [{ id: "scorecard", title: "Scorecard", body }];
}

/** An axis and its targets; a source that all figures share is told once. */
function group({ label, cells }: Axis, badges: TargetBadges): Html {
  const [first] = cells;
  const shared = cells.every(({ source }) => source === first?.source) ? first?.source : undefined;
  const rows = cells.map(
    ({ target, text, source, finding }) =>
      html`<tr><th scope="row" class="stuck">${badges.name(target)}</th><td class="number">${text}</td><td>${finding}${
        shared === undefined && html` <small>${source}</small>`
      }</td></tr>`,
  );
  return html`<tbody><tr><th scope="rowgroup" colspan="3">${label}${shared !== undefined && html` <small>${shared}</small>`}</th></tr>${rows}</tbody>`;
}
