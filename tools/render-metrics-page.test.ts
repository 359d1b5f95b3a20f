import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { renderMetricsPage } from "./render-metrics-page.ts";

test("docs/metrics.md says what the metrics say of themselves", () => {
  assert.equal(readFileSync("docs/metrics.md", "utf8"), renderMetricsPage(), "run: node tools/write-docs.ts");
});
