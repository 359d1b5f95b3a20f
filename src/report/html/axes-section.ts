import type { Axis } from "../../selection/axes.ts";
import { html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** Every target on the axes by which models are chosen; no section where there are none. */
export function axesSection(axes: readonly Axis[], badges: TargetBadges): readonly Section[] {
  if (axes.length === 0) return [];
  const rows = axes.flatMap(({ label, cells }) =>
    cells.map(
      ({ target, text, source, finding }, index) =>
        html`<tr>${
          index === 0 && html`<th scope="rowgroup" rowspan="${cells.length}" class="stuck">${label}</th>`
        }<td>${badges.name(target)}</td><td class="number">${text}</td><td>${finding}</td><td>${source}</td></tr>`,
    ),
  );
  const body = html`<p class="lead">What people choose by, with 95% intervals. Findings of latency, quality, memory and footprint hold together with the verdict; those of throughput, load time, energy and cost at a level of their own.</p>
<div class="scroll" role="region" aria-label="Scorecard" tabindex="0"><table class="comparison"><caption class="hidden">Scorecard of the targets</caption>
<thead><tr><th scope="col" class="stuck">Axis</th><th scope="col">Model</th><th scope="col" class="number">Figure</th><th scope="col">Finding</th><th scope="col">Source</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return [{ id: "scorecard", title: "Scorecard", body }];
}
