import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { renderCsvPage } from "./render-csv-page.ts";

test("docs/csv.md names every column of the CSV with its meaning", () => {
  assert.equal(readFileSync("docs/csv.md", "utf8"), renderCsvPage(), "run: node tools/write-docs.ts");
});
