import assert from "node:assert/strict";
import { test } from "node:test";
import { reportFixture } from "../../../test/fixtures/report/report-fixture.ts";
import { METRICS } from "../../bench/metrics/metrics.ts";
import type { MetricSummary, RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import type { Metric } from "../../core/metric.ts";
import { comparisonTable } from "./comparison-table.ts";
import { comparisonColumns } from "./metric-columns.ts";

const estimate = (value: number, low?: number, high?: number, needs?: number) => ({
  value,
  ...(low !== undefined && { low }),
  ...(high !== undefined && { high }),
  ...(needs !== undefined && { needs }),
  level: 0.95,
  n: 12,
  of: "requests" as const,
});

function withCard(change: (card: Scorecard) => Scorecard): RunSummary {
  const { summary } = reportFixture({ prompts: 2, rounds: 1 });
  const [first, ...others] = summary.scorecards;
  assert.ok(first);
  return { ...summary, scorecards: [change(first), ...others] };
}

function cell(summary: RunSummary, column: string, row = 0) {
  const { columns, rows } = comparisonTable(summary);
  return rows[row]?.cells[columns.findIndex((one) => one.id === column)];
}

test("`comparisonTable()` writes a value with its interval", () => {
  const e2e: MetricSummary = {
    type: "distribution",
    metric: "e2e",
    n: 72,
    mean: estimate(420, 400, 440),
    p50: estimate(412.3, 398.2, 431.4),
    p95: estimate(500, undefined, undefined, 60),
    p99: estimate(510, undefined, undefined, 300),
    min: 300,
    max: 512,
  };
  const summary = withCard((card) => ({ ...card, metrics: { e2e } }));
  assert.equal(cell(summary, "e2e-p50")?.text, "412 [398, 431]");
  assert.equal(cell(summary, "e2e-p95")?.text, "512 max (n=12, needs 60)");
  assert.equal(cell(summary, "n")?.main, "72");
});

test("`comparisonTable()` shows an absent value with its reason", () => {
  const summary = withCard((card) => {
    const { "memory-resident": _, ...metrics } = card.metrics;
    return { ...card, metrics, warnings: [{ code: "memory-unmeasured", message: "it runs elsewhere" }] };
  });
  const absent = cell(summary, "memory-resident-p50");
  assert.equal(absent?.text, "-");
  assert.equal(absent?.because, "it runs elsewhere");
  const failed = cell(summary, "e2e-p50", 4);
  assert.equal(failed?.text, "-");
  assert.match(failed?.because ?? "", /device must be present/);
});

test("`comparisonTable()` has a column only if a target has its value", () => {
  const { summary } = reportFixture({ prompts: 2, rounds: 1 });
  const ids = comparisonTable(summary).columns.map((column) => column.id);
  assert.ok(ids.includes("load-warm-p50"));
  assert.ok(!ids.includes("load-cold-p50"));
  const bare = {
    ...summary,
    scorecards: summary.scorecards.map((card) => ({ ...card, metrics: {}, facets: undefined })),
  };
  assert.deepEqual(
    comparisonTable(bare).columns.map((column) => column.id),
    ["model", "n", "prompts"],
  );
});

test("`comparisonTable()` has as many cells as columns in every row", () => {
  const { columns, rows } = comparisonTable(reportFixture({ prompts: 2, rounds: 1 }).summary);
  assert.deepEqual(new Set(rows.map((row) => row.cells.length)), new Set([columns.length]));
});

test("`comparisonTable()` labels quality that was measured with a nonce", () => {
  const summary = withCard((card) => ({
    ...card,
    ...(card.facets && { facets: { ...card.facets, withNonce: true } }),
  }));
  assert.match(cell(summary, "quality")?.text ?? "", /with nonce$/);
  assert.doesNotMatch(cell(summary, "quality", 1)?.text ?? "", /nonce/);
});

test("`comparisonColumns()` gives every column a place of its own, in the comparison and in the terminal", () => {
  const places = METRICS.flatMap((metric: Metric) =>
    metric.type === "target" ? (metric.column ?? []) : [metric.columns?.p50 ?? [], metric.columns?.p95 ?? []].flat(),
  );
  const terminal = places.flatMap((place) => place.terminal ?? []);
  assert.equal(new Set(places.map(({ comparison }) => comparison)).size, places.length);
  assert.equal(new Set(terminal).size, terminal.length);
  assert.equal(comparisonColumns().length, places.length);
});
