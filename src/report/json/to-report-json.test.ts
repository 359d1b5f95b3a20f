import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { z } from "zod";
import { notEnough, noWinner, reportFixture } from "../../../test/fixtures/report/report-fixture.ts";
import { summarizePreferences } from "../../quality/preferences/summarize-preferences.ts";
import { recommend } from "../../selection/recommend.ts";
import { toReportJson } from "./to-report-json.ts";

const published = z.fromJSONSchema(
  JSON.parse(readFileSync(new URL("../../../schemas/report.schema.json", import.meta.url), "utf8")),
);
const fixture = reportFixture({ prompts: 4, rounds: 2 });
const written = (input = fixture) => JSON.parse(JSON.stringify(toReportJson(input)));

test("`toReportJson()` writes what the published schema says", () => {
  const computed = recommend([fixture.summary], { constraints: { minQuality: 0.5, maxMemoryBytes: 1e8 } });
  for (const recommendation of [fixture.recommendation, notEnough, noWinner, computed])
    published.parse(written({ ...fixture, recommendation }));
  const { recommendation: _, ...without } = written();
  published.parse(without);
});

test("`toReportJson()` writes checks and figures of wording as the published schema says", () => {
  const checks = [
    { type: "length", unit: "words", max: 5 },
    { type: "support", n: 2, material: "prompt" },
    { type: "overlap", min: 0.9 },
    { type: "json" },
  ] as const;
  const report = written(reportFixture({ prompts: 8, rounds: 2, checks }));
  published.parse(report);
  assert.ok(report.summary.scorecards[0].checks.ratio.low >= 0);
  assert.equal(report.summary.scorecards[0].wording.support[0].n, 2);
});

test("`toReportJson()` writes what people said of answers side by side as the published schema says", () => {
  const items = ["x", "y"].map((target) => ({ item: target, promptId: "p", answer: target, targets: [target] }));
  const entries = ["Ann", "Bob"].map(
    (by) => ({ type: "preference", at: "now", by, left: "x", right: "y", choice: "left" }) as const,
  );
  const preferences = summarizePreferences(items, entries, { targets: ["x", "y"], seed: 1 });
  const report = written({ ...fixture, summary: { ...fixture.summary, scores: { items: 2, preferences } } });
  published.parse(report);
  assert.equal(report.summary.scores.preferences.targets[0].firstWins, 2);
});

test("the published schema refuses a report that is not one", () => {
  const good = written();
  const [card] = good.summary.scorecards;
  for (const bad of [
    { ...good, schema: 1 },
    { ...good, extra: 1 },
    { ...good, summary: { ...good.summary, status: "done" } },
    { ...good, summary: { ...good.summary, scorecards: [{ ...card, surprise: 1 }] } },
    { ...good, summary: { ...good.summary, scorecards: [{ ...card, metrics: { e2e: { type: "value", n: 1 } } }] } },
  ])
    assert.equal(published.safeParse(bad).success, false);
});

test("`toReportJson()` explains every metric that the summary names", () => {
  const { summary, metrics } = toReportJson(fixture);
  const known = new Set(metrics.map((metric) => metric.id));
  for (const card of summary.scorecards) for (const id of Object.keys(card.metrics)) assert.ok(known.has(id), id);
});
