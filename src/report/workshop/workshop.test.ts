import assert from "node:assert/strict";
import { test } from "node:test";
import { reportFixture } from "../../../test/fixtures/report/report-fixture.ts";
import { outputRates } from "./output-rates.ts";
import { toWorkshopMarkdown } from "./to-workshop-markdown.ts";
import { toWorkshopRows } from "./to-workshop-rows.ts";
import { workshopDifferences } from "./workshop-differences.ts";

const fixture = reportFixture({ prompts: 3, rounds: 2 });
const rates = await outputRates(fixture.samples);

test("`toWorkshopRows()` has a row per model with both names, failed ones included", () => {
  const rows = toWorkshopRows(fixture.summary, rates);
  assert.deepEqual(
    rows.map(({ alias, model, status, rounds }) => ({ alias, model, status, rounds })),
    [
      { alias: "notes-micro", model: "notes-micro:q4_0", status: "ok", rounds: 2 },
      { alias: "notes-micro", model: "notes-micro:q8_0", status: "ok", rounds: 2 },
      { alias: "notes-mini", model: "notes-mini:q4_0", status: "ok", rounds: 2 },
      { alias: "notes-mini", model: "notes-mini:q8_0", status: "ok", rounds: 2 },
      { alias: "notes-mini", model: "notes-mini:f16", status: "failed", rounds: 2 },
    ],
  );
  const failed = rows.at(-1);
  assert.ok(failed?.status === "failed");
  assert.match(failed.error, /device must be present/);
});

test("`toWorkshopRows()` gives seconds, a p95 that is always a number, and output tokens only", () => {
  const [row] = toWorkshopRows(fixture.summary, rates);
  const e2e = fixture.summary.scorecards[0]?.metrics.e2e;
  assert.ok(row?.status === "ok" && e2e?.type === "distribution");
  assert.equal(row.latency_avg, e2e.mean.value / 1000);
  assert.equal(row.latency_p95, e2e.p95.value / 1000);
  assert.ok(row.latency_p95 <= e2e.max / 1000);
  assert.ok((row.first_token_latency_avg ?? 0) > 0);
  const own = fixture.samples.filter(({ target, phase }) => target === row.model && phase === "timed");
  const speeds = own.map(
    ({ usage, timeline }) => (usage.completionTokens ?? 0) / ((timeline.endMs - timeline.sentMs) / 1000),
  );
  const mean = speeds.reduce((sum, one) => sum + one, 0) / speeds.length;
  assert.ok(Math.abs((row.tokens_per_sec_avg ?? 0) - mean) < 1e-9);
});

test("`outputRates()` leaves a rate absent when one count is unknown", async () => {
  const [first, ...others] = fixture.samples.filter((sample) => sample.phase === "timed");
  assert.ok(first);
  const known = await outputRates([{ ...first, usage: {} }, ...others]);
  assert.equal(known.get(first.target)?.outputTokensPerSecond, undefined);
  const [row] = toWorkshopRows(fixture.summary, new Map());
  assert.ok(row?.status === "ok");
  assert.equal(row.tokens_per_sec_avg, null);
});

test("`toWorkshopRows()` puts the first 160 characters of an answer on one line", async () => {
  const { summary, samples } = reportFixture({ prompts: 1, rounds: 1, answer: `one\ntwo ${"😀 ".repeat(200)}` });
  const [row] = toWorkshopRows(summary, await outputRates(samples));
  assert.ok(row?.status === "ok");
  assert.match(row.sample, /^one two 😀/);
  assert.equal([...row.sample].length, 160);
  assert.ok(row.sample.isWellFormed());
});

test("`toWorkshopMarkdown()` writes the workshop's table with 2, 2 and 1 decimals", () => {
  const text = toWorkshopMarkdown([
    {
      alias: "a",
      model: "a",
      status: "ok",
      rounds: 3,
      latency_avg: 1.2345,
      latency_p95: 2,
      tokens_per_sec_avg: 38.26,
      first_token_latency_avg: 0.125,
      sample: "",
    },
    {
      alias: "b",
      model: "b",
      status: "ok",
      rounds: 3,
      latency_avg: 1,
      latency_p95: 1,
      tokens_per_sec_avg: null,
      sample: "",
    },
    { alias: "c", model: "c", status: "failed", rounds: 3, error: "no\nsuch | file" },
  ]);
  const lines = text.split("\n");
  assert.ok(lines.includes("|Model|Avg Latency (s)|p95 (s)|Tokens/sec|Rounds|First Token (s)|"));
  assert.ok(lines.includes("|a|1.23|2.00|38.3|3|0.13|"));
  assert.ok(lines.includes("|b|1.00|1.00|-|3|-|"));
  assert.ok(lines.includes("- c: no such \\| file"));
});

test("`workshopDifferences()` says what the workshop's own formula would have given", () => {
  const lines = workshopDifferences(fixture.summary, rates);
  const total = rates.get("notes-micro:q4_0")?.totalTokensPerSecond;
  assert.match(lines[0] ?? "", new RegExp(`output tokens only.*notes-micro:q4_0 ${total?.toFixed(1)}`));
  assert.ok(lines.some((line) => line.includes("type 7")));
  assert.ok(lines.some((line) => line.includes("status and error")));
});
