import assert from "node:assert/strict";
import { test } from "node:test";
import { reportFixture } from "../../../test/fixtures/report/report-fixture.ts";
import { decompositionTable } from "./decomposition-table.ts";

test("`decompositionTable()` takes a request apart, and leaves out the parts that nobody saw", () => {
  const { summary } = reportFixture();
  const { columns, rows } = decompositionTable(summary);
  const ids = columns.map(({ id }) => id);
  assert.deepEqual(
    ids.filter((id) => id !== "prepare-p50" && id !== "send-p50"),
    ["model", "wait-p50", "generate-p50", "close-p50", "e2e-p50"],
  );
  assert.equal(rows.length, summary.scorecards.length);
  assert.ok(rows.every(({ cells }) => cells.length === columns.length));
});
