// Writes docs/metrics.md from the metrics themselves, so that the two cannot differ. Run after a change of a metric.
import { writeFileSync } from "node:fs";
import { renderMetricsPage } from "./render-metrics-page.ts";

writeFileSync("docs/metrics.md", renderMetricsPage());
