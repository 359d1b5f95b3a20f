import assert from "node:assert/strict";
import { test } from "node:test";
import { type ReportFixture, reportFixture } from "../../test/fixtures/report/report-fixture.ts";
import { TARGET_CSV, toTargetCsv } from "./csv/to-target-csv.ts";
import { comparisonTable } from "./format/comparison-table.ts";
import { toHtmlReport } from "./html/to-html-report.ts";
import { toMarkdown } from "./markdown/to-markdown.ts";

const answer = "Helen sends it.\nSee <script>alert(1)</script> | there.";
const checked = reportFixture({
  prompts: 8,
  rounds: 2,
  answer,
  checks: [
    { type: "length", unit: "words", max: 5 },
    { type: "forbidden", phrases: ["alert"] },
  ],
});
const plain = reportFixture({ prompts: 3, rounds: 1 });

function cellOf({ summary }: ReportFixture, name: string): string | undefined {
  const header = TARGET_CSV.findIndex((column) => column.name === name);
  return toTargetCsv({ summary }).split("\r\n")[1]?.split(",")[header];
}

test("the comparison has a column of checks where prompts have some, apart from that of quality", () => {
  const names = ({ summary }: ReportFixture) => comparisonTable(summary).columns.map(({ name }) => name);
  assert.ok(names(checked).includes("Checks") && names(checked).includes("Quality"));
  assert.ok(!names(plain).includes("Checks"));
});

test("the page shows checks by kind, and each failed one with its reason and place, as text", async () => {
  const html = await toHtmlReport(checked);
  assert.match(html, /Form and wording/);
  assert.match(html, /Forbidden phrases/);
  assert.match(html, /The answer says &quot;alert&quot; on line 2\.|The answer says "alert" on line 2\./);
  assert.match(html, /<q>See &lt;script&gt;/);
  assert.ok(!html.includes("<q>See <script>"));
});

test("Markdown lists the failed checks by target and prompt", () => {
  const text = toMarkdown(checked);
  assert.match(text, /## Checks/);
  assert.match(text, /## Failed checks/);
  assert.match(text, /and \d+ more failed checks/);
  assert.ok(!toMarkdown(plain).includes("## Checks"));
});

test("CSV has the same columns with and without checks, and absent values are empty", () => {
  assert.equal(cellOf(checked, "checks_passed"), "0");
  assert.equal(cellOf(checked, "checks_expected"), "16");
  assert.equal(cellOf(plain, "checks_expected"), "");
  assert.match(cellOf(plain, "rouge_l") ?? "", /^0\.\d+$/);
});
