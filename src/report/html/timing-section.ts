import type { RunSummary } from "../../bench/summary/scorecard.ts";
import type { Chart } from "../charts/chart.ts";
import { decompositionTable } from "../format/decomposition-table.ts";
import { drawFigure } from "./draw-figure.ts";
import { drawTable } from "./draw-table.ts";
import { html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** Where the time of a request goes, how latency spreads, and how it changed over the run where it did. */
export function timingSection(summary: RunSummary, charts: readonly Chart[], badges: TargetBadges): Section {
  const body = html`<h3>Where the time goes</h3><p class="lead">The median of each part of a request's life.</p>
${drawTable(decompositionTable(summary), "Where the time of a request goes", badges)}
${charts.map(drawFigure)}`;
  return { id: "timing", title: "Timing in detail", body, folded: true };
}
