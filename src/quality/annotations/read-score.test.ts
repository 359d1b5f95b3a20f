import assert from "node:assert/strict";
import { test } from "node:test";
import { readScore } from "./read-score.ts";

test("`readScore()` reads a score however a person or a spreadsheet writes it", () => {
  for (const cell of ["4", " 4 ", "4.0", "4,0", "4.00", "'4", "04", "+4", "4/5", "4 / 5", "４", "4."])
    assert.deepEqual(readScore(cell), { type: "score", score: 4 }, cell);
});

test("`readScore()` undoes the date that a spreadsheet makes of 4/5, in either order, and says so", () => {
  const dates = ["5-Apr", "04-May", "4. Mai", "Apr-05", "2026-05-04", "2026-04-05", "04.05.2026", "4/5/2026", "5/4/26"];
  for (const cell of [...dates, "2026-05-04 00:00:00", "4-MAY-2026"]) {
    const read = readScore(cell);
    assert.ok(read.type === "score" && read.score === 4 && read.undone !== undefined, cell);
  }
  const both = readScore("5-May");
  assert.ok(both.type === "score" && both.score === 5);
});

test("`readScore()` takes an empty cell for no score", () => {
  for (const cell of ["", "  ", "-", "n/a", "NA", "'", "null"])
    assert.deepEqual(readScore(cell), { type: "empty" }, cell);
});

test("`readScore()` refuses everything else", () => {
  const wrong = [
    "0",
    "6",
    "11/5",
    "4.5",
    "4,5",
    "-4",
    "good",
    "4 5",
    "2026",
    "May 2004",
    "6-Apr",
    "6/5",
    "4/10",
    "1e0",
    "46117",
    "5/4",
    "5.4",
    "2026-06-04",
  ];
  for (const cell of wrong) assert.equal(readScore(cell).type, "wrong", cell);
});
