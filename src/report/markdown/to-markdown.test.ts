import assert from "node:assert/strict";
import { test } from "node:test";
import { notEnough, reportFixture } from "../../../test/fixtures/report/report-fixture.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { toMarkdown } from "./to-markdown.ts";

const fixture = reportFixture({ prompts: 6, rounds: 2 });

test("`escapeMarkdown()` leaves names, intervals and limits as they read", () => {
  for (const text of ["notes-mini:q4_0", "412 [398, 431]", "quality >= 80%", "431 max (n=12, needs 60)", "-"])
    assert.equal(escapeMarkdown(text), text);
});

test("`escapeMarkdown()` takes away the meaning of everything that has one", () => {
  assert.equal(escapeMarkdown("a|b"), "a\\|b");
  assert.equal(escapeMarkdown("![x](http://127.0.0.1/p.png)"), "\\![x\\](http://127.0.0.1/p.png)");
  assert.equal(escapeMarkdown("<img src=x>"), "\\<img src=x>");
  assert.equal(escapeMarkdown("*bold* _em_ `code` $x$"), "\\*bold\\* \\_em\\_ \\`code\\` \\$x\\$");
  assert.equal(escapeMarkdown("[a]: http://127.0.0.1"), "[a\\]: http://127.0.0.1");
  assert.equal(escapeMarkdown("&lt;b>"), "\\&lt;b>");
  assert.equal(escapeMarkdown("# title\n\nnext"), "\\# title next");
  assert.equal(escapeMarkdown("- item"), "\\- item");
});

test("`toMarkdown()` holds the recommendation, the table and what failed", () => {
  const text = toMarkdown(fixture);
  assert.match(text, /^# Benchmark report: meeting-notes\n/);
  assert.match(text, /\*\*Take notes-mini:q4_0\.\*\*/);
  assert.match(text, /- Excluded: notes-micro:q4_0 by quality >= 0\.8/);
  assert.match(text, /\| Model \| Requests \| Prompts \| Quality \(%\) \| Latency p50 \(ms\) \|/);
  assert.match(text, /\(n=6, needs \d+\)/);
  assert.match(text, /## Failed targets\n\n- notes-mini:f16: Cannot load .*\(device-absent\) - Run/);
  assert.match(text, /## Method\n\nEvery request ran at temperature 0/);
  assert.match(text, /first token 0\.120 ms p50/);
});

test("`toMarkdown()` names licence, source and digest of every model", () => {
  const { summary } = fixture;
  const scorecards = summary.scorecards.map((card) => ({
    ...card,
    target: { ...card.target, licence: "MIT", contentDigest: "ab".repeat(32) },
  }));
  const text = toMarkdown({ summary: { ...summary, scorecards } });
  const lines = text.split("\n").filter((line) => line.includes(`SHA-256 ${"ab".repeat(32)}`));
  assert.equal(lines.length, scorecards.length);
  assert.match(lines[0] ?? "", /licence MIT, commercial use .*, file [^/]+\.gguf/);
});

test("`toMarkdown()` says what would settle what is open", () => {
  const text = toMarkdown({ ...fixture, recommendation: notEnough });
  assert.match(text, /Not enough evidence to choose between notes-mini:q4_0 and notes-mini:q8_0/);
  assert.match(text, /- To settle it: About 90 prompts/);
});

test("`toMarkdown()` leaves out what there is nothing to say of", () => {
  const { summary } = reportFixture({ prompts: 2, rounds: 1, failing: false });
  const text = toMarkdown({
    summary: { ...summary, warnings: [], scorecards: summary.scorecards.map((card) => ({ ...card, warnings: [] })) },
  });
  assert.doesNotMatch(text, /## (Recommendation|Failed targets|Warnings)/);
});

test("`toMarkdown()` says that a run was stopped", () => {
  const text = toMarkdown({ summary: { ...fixture.summary, status: "stopped", recorded: 12, planned: 60 } });
  assert.match(text, /The run was stopped: 12 of 60 requests/);
});

test("`toMarkdown()` gives every row of a table as many cells as its header", () => {
  const summary = {
    ...fixture.summary,
    scorecards: fixture.summary.scorecards.map((card) => ({ ...card, target: { ...card.target, id: "a|b\nc" } })),
  };
  const tables = toMarkdown({ summary })
    .split("\n\n")
    .filter((block) => block.startsWith("|"));
  assert.equal(tables.length, 4);
  for (const table of tables) {
    const rows = table.trim().split("\n");
    const widths = rows.map((row) => row.replaceAll("\\|", "").split("|").length);
    assert.equal(new Set(widths).size, 1);
    assert.ok(rows.length > 4);
  }
});
