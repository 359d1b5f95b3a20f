import type { Chart, ChartSource } from "../charts/chart.ts";
import { heatMap } from "../charts/heat-map.ts";
import { latencyChart } from "../charts/latency-chart.ts";
import { qualityChart } from "../charts/quality-chart.ts";
import { createPointCollector } from "../charts/run-points.ts";
import { speedChart } from "../charts/speed-chart.ts";
import { timelineChart } from "../charts/timeline-chart.ts";
import type { SampleInput } from "../content/report-input.ts";
import { targetKeys } from "../content/target-keys.ts";
import { toReportJson } from "../json/to-report-json.ts";
import { answersSection } from "./answers-section.ts";
import { chartSection } from "./chart-section.ts";
import { comparisonSection } from "./comparison-section.ts";
import { createEmbeddedData } from "./embedded-data.ts";
import { failuresSection } from "./failures-section.ts";
import { environmentSection } from "./machine-section.ts";
import { methodSection } from "./method-section.ts";
import { renderPage } from "./render-page.ts";
import { createTargetBadges } from "./target-badges.ts";
import { verdictSection } from "./verdict-section.ts";

export interface HtmlReportInput extends SampleInput {
  /** The document that charts are drawn in; it is not changed. Absent: a new one. */
  readonly document?: Document | undefined;
}

const CHARTS: readonly ((source: ChartSource) => Chart | undefined)[] = [
  qualityChart,
  latencyChart,
  speedChart,
  heatMap,
  timelineChart,
];

/**
 * The report as one HTML page that needs nothing else: no network, no script.
 *
 * Raw samples are inside up to 5 MB; beyond, the summary alone, and the page says so.
 */
export async function toHtmlReport(input: HtmlReportInput): Promise<string> {
  const { summary, recommendation, samples, document = await createDocument() } = input;
  // The chart library takes a while to load, and only this form of the report needs it.
  const plot = await import("@observablehq/plot");
  const pen = { plot, document };
  const collector = createPointCollector();
  const data = createEmbeddedData();
  for await (const sample of samples) {
    collector.add(sample);
    data.add(sample);
  }
  const keys = targetKeys(summary);
  const source: ChartSource = { summary, recommendation, keys, pen, points: collector.points() };
  const charts = CHARTS.flatMap((draw) => draw(source) ?? []);
  const badges = createTargetBadges(pen, keys);
  return renderPage(summary, [
    verdictSection(summary, recommendation, badges),
    comparisonSection(summary, badges),
    ...(charts.length > 0 ? [chartSection(charts, badges)] : []),
    ...failuresSection(summary, badges),
    ...answersSection(summary, badges),
    environmentSection(summary, badges),
    methodSection(summary),
    data.section(toReportJson({ summary, recommendation })),
  ]);
}

/** A document to draw charts in: a page's own kind, elsewhere that of a DOM library. */
async function createDocument(): Promise<Document> {
  if (typeof document !== "undefined") return document.implementation.createHTMLDocument();
  const { parseHTML } = await import("linkedom");
  return parseHTML("<!doctype html><html><body></body></html>").document;
}
