import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Choice } from "./preference.ts";
import { readChoiceCell } from "./read-choice-cell.ts";
import { isPairSheet, readPairSheet } from "./read-pair-sheet.ts";

const CELLS: Readonly<Record<Choice, readonly string[]>> = {
  left: ["left", "LEFT", " Left ", "'left", "a", "A", "1", "1.0", "1,0", "Ａ", "answer A", "left is better", "<"],
  right: ["right", "R", "b", "2", "02", "Right.", ">", "the right answer"],
  "both-good": ["both good", "Both-Good", "both_good", "3", "equally good"],
  "both-bad": ["both bad", "BOTH BAD!", "4.0", "neither"],
  tie: ["tie", "Tie", "=", "equal", "same", "draw", "0"],
};

describe("readChoiceCell()", () => {
  it("reads a choice however a person or a spreadsheet writes it", () => {
    for (const [choice, cells] of Object.entries(CELLS))
      for (const cell of cells) assert.deepEqual(readChoiceCell(cell), { type: "choice", choice }, cell);
    for (const cell of ["much left", "Left, by far".replace(", by", ""), "left much better", "<<"])
      assert.deepEqual(readChoiceCell(cell), { type: "choice", choice: "left", much: true }, cell);
    for (const cell of ["", " ", "-", "n/a", "NULL"]) assert.deepEqual(readChoiceCell(cell), { type: "empty" });
  });

  it("guesses nothing", () => {
    for (const cell of ["5", "lefty", "left or right", "x", "1/2", "10", "0.5", "much", "__proto__", "constructor"])
      assert.equal(readChoiceCell(cell).type, "wrong", cell);
  });
});

const [A, B, C] = ["bbbbbbbbbb", "cccccccccc", "dddddddddd"];
const read = (text: string) => readPairSheet(text, { by: "Ann", pairs: new Set([`${A}-${B}`, `${A}-${C}`]) });

describe("readPairSheet()", () => {
  it("takes which answer stood left from the id, in any order of rows and columns", () => {
    const text = `\uFEFFchoice;Right;pair;note;left\r\nleft;x;${B}-${A};'=well;y\r\n;x;${A}-${C};;y\r\n`;
    const expected = [{ by: "Ann", left: B, right: A, choice: "left", note: "=well" }];
    assert.deepEqual(read(text.slice(1)), { preferences: expected, problems: [] });
    const line = JSON.stringify({ pair: `${A} – ${B}`.toUpperCase(), choice: 2, note: null });
    assert.deepEqual(read(line).preferences, [{ by: "Ann", left: A, right: B, choice: "right" }]);
    assert.ok(isPairSheet(text.slice(1)) && isPairSheet(line) && !isPairSheet(`item,answer,pair\n`));
  });

  const problems: readonly (readonly [string, string, RegExp])[] = [
    ["a wrong choice", `pair,choice\n${A}-${B},maybe`, /^2:\d+ choice must be left, right/],
    ["an unknown pair", `pair,choice\n${A}-${B},left\nbbbbbbbbbb-ccccccccc,left`, /^3:1 .*did you mean/],
    ["a pair that is there twice, turned round", `pair,choice\n${A}-${B},left\n${B}-${A},right`, /^3:1 .*in row 2 too/],
    ["a file of another run", "pair,choice\nx-y,left\ny-z,left", /^2:1 none of the 2 ids/],
    ["a missing column", `pair,left\n${A}-${B},left`, /^1:1 a column for the choice is missing/],
    ["a column that is written wrong", `pair,choise\n${A}-${B},left`, /did you mean "choice"/],
    ["a note without a choice", `pair,choice,note\n${A}-${B},,hm`, /must be filled in/],
    ["a cell under no head", `pair,choice\n${A}-${B},left,oh`, /no head/],
    ["an empty id", `pair,choice\n,left`, /nobody knows/],
    ["an item with itself", `pair,choice\n${A}-${A},left`, /no pair of answers/],
  ];
  for (const [what, text, message] of problems)
    it(`refuses ${what}`, () => {
      const found = read(text).problems.map((one) => `${one.line}:${one.column} ${one.message}`);
      assert.match(found.join("\n"), message);
    });
});
