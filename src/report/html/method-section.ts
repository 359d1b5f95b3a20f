import { METRICS } from "../../bench/metrics/metrics.ts";
import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { methodNote } from "../content/method-note.ts";
import { html, type Section } from "./html.ts";

/** Section on the method, with the formula of every metric that the run has. */
export function methodSection(summary: RunSummary): Section {
  const used = METRICS.filter(({ id }) => summary.scorecards.some((card) => card.metrics[id] !== undefined));
  const body = html`<p>${methodNote(summary)}</p>
<h3>Formulas of the ${pluralize(used.length, "metric")} in this run</h3>
<div class="scroll" role="region" aria-label="Formulas of the metrics" tabindex="0"><table class="formulas"><caption class="hidden">Formulas of the metrics in this run</caption>
<thead><tr><th scope="col">Metric</th><th scope="col">Unit</th><th scope="col">Formula</th><th scope="col">Source</th></tr></thead>
<tbody>${used.map(
    (metric) =>
      html`<tr><th scope="row">${metric.label} <code>${metric.id}</code></th><td>${metric.unit}</td><td>${metric.formula}</td><td>${metric.source}</td></tr>`,
  )}</tbody></table></div>`;
  return { id: "method", title: "Method", body, folded: true };
}
