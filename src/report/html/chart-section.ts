import type { Chart } from "../charts/chart.ts";
import { type Html, html, type Section, trustedHtml } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** The charts, each in two forms of which the style sheet shows the one that fits. */
export function chartSection(charts: readonly Chart[], badges: TargetBadges): Section {
  return { id: "charts", title: "Charts", body: html`${badges.legend}${charts.map(figure)}` };
}

function figure({ id, title, caption, wide, narrow }: Chart): Html {
  return html`<figure id="chart-${id}">
<figcaption><h3>${title}</h3>${caption.map((line) => html`<p>${line}</p>`)}</figcaption>
<div class="chart chart-wide">${trustedHtml(wide)}</div>
<div class="chart chart-narrow">${trustedHtml(narrow)}</div>
</figure>`;
}
