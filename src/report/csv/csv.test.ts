import assert from "node:assert/strict";
import { test } from "node:test";
import { reportFixture } from "../../../test/fixtures/report/report-fixture.ts";
import { METRICS } from "../../bench/metrics/metrics.ts";
import { csvName, toCsvRow } from "./csv-row.ts";
import { SAMPLE_CSV, toSampleCsv } from "./to-sample-csv.ts";
import { toTargetCsv } from "./to-target-csv.ts";

const fixture = reportFixture({ prompts: 3, rounds: 2 });

/** Reads RFC 4180, so that the writer is held against a reader. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
  }
  rows.pop();
  return rows;
}

test("`toCsvRow()` quotes commas, quotes and line ends", () => {
  assert.equal(toCsvRow(["a,b", 'say "hi"', "two\nlines", "plain"]), '"a,b","say ""hi""","two\nlines",plain\r\n');
});

test("`toCsvRow()` leaves absent and not finite cells empty", () => {
  assert.equal(toCsvRow([undefined, Number.NaN, 0, false, ""]), ",,0,false,\r\n");
});

test("`toCsvRow()` keeps text from being run as a formula, and numbers as they are", () => {
  assert.equal(
    toCsvRow(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("x")', -1.5]),
    `'=1+1,'+1,'-1,'@SUM(A1),'\tx,"'=HYPERLINK(""x"")",-1.5\r\n`,
  );
});

test("`toTargetCsv()` has one row per target and the same columns in every run", () => {
  const [header, ...rows] = parseCsv(toTargetCsv(fixture));
  assert.equal(rows.length, 5);
  assert.deepEqual(new Set(rows.map((row) => row.length)), new Set([header?.length]));
  const bare = { ...fixture.summary, scorecards: fixture.summary.scorecards.slice(-1) };
  assert.deepEqual(parseCsv(toTargetCsv({ summary: bare }))[0], header);
  assert.equal(new Set(header).size, header?.length);
  for (const name of header ?? []) assert.match(name, /^[a-z0-9_]+$/);
  for (const name of [
    "e2e_p50_ms",
    "e2e_p50_low_ms",
    "decode_rate_p50_tokens_per_second",
    "footprint_bytes",
    "quality_ratio",
  ])
    assert.ok(header?.includes(name), name);
});

test("`toTargetCsv()` writes the summary's own numbers and leaves a failed target's cells empty", () => {
  const [header = [], first = [], ...others] = parseCsv(toTargetCsv(fixture));
  const e2e = fixture.summary.scorecards[0]?.metrics.e2e;
  assert.ok(e2e?.type === "distribution");
  assert.equal(Number(first[header.indexOf("e2e_p50_ms")]), e2e.p50.value);
  const failed = others.at(-1) ?? [];
  assert.equal(failed[header.indexOf("status")], "failed");
  assert.equal(failed[header.indexOf("error_code")], "device-absent");
  assert.equal(failed[header.indexOf("e2e_p50_ms")], "");
});

test("`toTargetCsv()` carries licence, source, digest, verdict and A/A check", () => {
  const { summary, recommendation } = fixture;
  const [first] = summary.scorecards;
  assert.ok(first && recommendation);
  const digest = "ab".repeat(32);
  const target = { ...first.target, licence: "MIT", commercialUse: true, contentDigest: digest };
  const check = { target: target.id, twin: "twin", objective: "latency", state: "undecided", because: "-" } as const;
  const input = {
    summary: { ...summary, scorecards: [{ ...first, target }] },
    recommendation: { ...recommendation, aaChecks: [check] },
  };
  const [header = [], row = []] = parseCsv(toTargetCsv(input));
  const cell = (name: string) => row[header.indexOf(name)];
  assert.deepEqual([cell("licence"), cell("commercial_use"), cell("content_sha256")], ["MIT", "true", digest]);
  assert.match(cell("source") ?? "", /^file [^/]+$/);
  assert.deepEqual([cell("verdict"), cell("aa_check")], ["take", "latency undecided"]);
  assert.equal(cell("verdict_headline"), recommendation.headline);
});

test("`toSampleCsv()` has one row per request, warm-up included", async () => {
  const answer = '=cmd|"x"!A1\nsecond, line';
  const { samples } = reportFixture({ prompts: 2, rounds: 1, answer });
  const [header = [], ...rows] = parseCsv((await Array.fromAsync(toSampleCsv(samples))).join(""));
  assert.equal(rows.length, samples.length);
  assert.deepEqual(new Set(rows.map((row) => row.length)), new Set([header.length]));
  assert.ok(rows.some((row) => row[header.indexOf("phase")] === "warm-up"));
  assert.equal(rows[0]?.[header.indexOf("text")], `'${answer}`);
  assert.ok(Number(rows[0]?.[header.indexOf("e2e_ms")]) > 0);
});

test("`toSampleCsv()` gives a failed request no figures", async () => {
  const [sample] = fixture.samples;
  assert.ok(sample);
  const error = { code: "timeout", message: "too slow" } as const;
  const lines = await Array.fromAsync(toSampleCsv([{ ...sample, status: "failed", error }]));
  const [header = [], row = []] = parseCsv(lines.join(""));
  assert.equal(row[header.indexOf("error_code")], "timeout");
  assert.equal(row[header.indexOf("e2e_ms")], "");
});

test("`SAMPLE_CSV` has a column for every metric with one value per request, but for cost and tokens, which follow from others", () => {
  const names = new Set(SAMPLE_CSV.map(({ name }) => name));
  for (const metric of METRICS) {
    if (metric.type !== "request" || "pooled" in metric) continue;
    assert.equal(names.has(csvName(metric)), !["money", "tokens"].includes(metric.unit), metric.id);
  }
});
