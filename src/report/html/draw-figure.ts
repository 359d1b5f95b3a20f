import type { Chart } from "../charts/chart.ts";
import { type Html, html, trustedHtml } from "./html.ts";

/** A chart in two forms, of which the style sheet shows the one that fits. */
export function drawFigure({ id, title, caption, wide, narrow }: Chart): Html {
  return html`<figure id="chart-${id}">
<figcaption><h3>${title}</h3>${caption.map((line) => html`<p>${line}</p>`)}</figcaption>
<div class="chart chart-wide">${trustedHtml(wide)}</div>
<div class="chart chart-narrow">${trustedHtml(narrow)}</div>
</figure>`;
}
