import { withoutTwins } from "../../selection/check-twins.ts";
import type { ChartSource } from "../charts/chart.ts";
import { createDocument } from "../charts/create-document.ts";
import { latencyChart } from "../charts/latency-chart.ts";
import { qualityChart } from "../charts/quality-chart.ts";
import { createPointCollector } from "../charts/run-points.ts";
import { timelineChart } from "../charts/timeline-chart.ts";
import type { SampleInput } from "../content/report-input.ts";
import { targetKeys } from "../content/target-keys.ts";
import { answersSection } from "./answers-section.ts";
import { axesSection } from "./axes-section.ts";
import { comparisonSection } from "./comparison-section.ts";
import { costsSection } from "./costs-section.ts";
import { createDownloads } from "./downloads-section.ts";
import { failuresSection } from "./failures-section.ts";
import { formSection } from "./form-section.ts";
import { environmentSection } from "./machine-section.ts";
import { methodSection } from "./method-section.ts";
import { qualitySection } from "./quality-section.ts";
import { reasonsSection } from "./reasons-section.ts";
import { renderPage } from "./render-page.ts";
import { createTargetBadges } from "./target-badges.ts";
import { timingSection } from "./timing-section.ts";
import { verdictSection } from "./verdict-section.ts";
import { wordsSection } from "./words-section.ts";

export interface HtmlReportInput extends SampleInput {
  /** The document that charts are drawn in; it is not changed. Absent: a new one. */
  readonly document?: Document | undefined;
}

/**
 * The report as one HTML page that needs nothing else: no network, no script.
 *
 * A target that was measured a second time shows in the A/A line alone. Raw samples are inside up to 5 MB; beyond, the
 * summary alone, and the page says so.
 */
export async function toHtmlReport(input: HtmlReportInput): Promise<string> {
  const { recommendation, samples, document = await createDocument() } = input;
  // The chart library takes a while to load, and only this form of the report needs it.
  const plot = await import("@observablehq/plot");
  const collector = createPointCollector();
  const downloads = createDownloads();
  for await (const sample of samples) {
    collector.add(sample);
    downloads.add(sample);
  }
  const summary = withoutTwins(input.summary);
  const keys = targetKeys(summary);
  const source: ChartSource = {
    summary,
    recommendation,
    keys,
    pen: { plot, document },
    points: collector.points(),
  };
  const badges = createTargetBadges(keys);
  return renderPage(summary, [
    verdictSection({ summary, recommendation, badges, chart: qualityChart(source) }),
    ...(recommendation ? [reasonsSection(recommendation, badges), ...axesSection(recommendation.axes, badges)] : []),
    comparisonSection(summary, badges),
    ...qualitySection(summary, badges),
    ...formSection(summary, badges),
    ...costsSection(summary),
    ...answersSection(summary, badges),
    ...failuresSection(summary, badges),
    timingSection(
      summary,
      [latencyChart, timelineChart].flatMap((draw) => draw(source) ?? []),
      badges,
    ),
    environmentSection(summary, badges),
    methodSection(summary),
    wordsSection(summary),
    await downloads.section(input.summary, recommendation),
  ]);
}
