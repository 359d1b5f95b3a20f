import assert from "node:assert/strict";
import { test } from "node:test";
import { reportFixture } from "../../../test/fixtures/report/report-fixture.ts";
import { createTestTerminal } from "../../../test/fixtures/terminal/create-test-terminal.ts";
import { comparisonTable } from "../../report/format/comparison-table.ts";
import { renderSummaryTable } from "./summary-table.ts";

const { summary } = reportFixture();
const terminal = createTestTerminal();
const draw = (width: number) => renderSummaryTable(comparisonTable(summary), terminal, width).split("\n");

test("`renderSummaryTable()` never exceeds the width, and puts the least telling columns below instead of leaving them out", () => {
  for (const width of [60, 80, 100, 120, 160]) {
    const lines = draw(width);
    assert.ok(
      lines.every((line) => line.length <= width),
      `${width}: ${Math.max(...lines.map(({ length }) => length))}`,
    );
    assert.match(lines[0] ?? "", /Model +Quality/);
  }
  assert.match(draw(160)[0] ?? "", /Memory, model/);
  assert.doesNotMatch(draw(80)[0] ?? "", /Memory, model/);
  const below = draw(80)
    .slice(1)
    .find((line) => line.startsWith("Model"));
  assert.match(below ?? "", /Memory, model/);
});

test("`renderSummaryTable()` puts each interval under its value", () => {
  const [, , values = "", details = ""] = draw(120);
  const end = (details.match(/\[[^\]]*\]/)?.index ?? 0) + (details.match(/\[[^\]]*\]/)?.[0].length ?? 0);
  assert.match(values.slice(0, end), /\d$/);
});
