// Writes the parts of docs/ that are drawn from the code itself, so that the two cannot differ: the table of metrics, the
// dictionary of the CSV and the table of layers.
import { readFileSync, writeFileSync } from "node:fs";
import { renderCsvPage } from "./render-csv-page.ts";
import { renderLayers } from "./render-layers.ts";
import { renderMetricsPage } from "./render-metrics-page.ts";

writeFileSync("docs/metrics.md", renderMetricsPage());
writeFileSync("docs/csv.md", renderCsvPage());
writeFileSync("docs/architecture.md", renderLayers(readFileSync("docs/architecture.md", "utf8")));
