import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BUILT_IN_RUBRIC } from "../rubric/built-in-rubric.ts";
import { readSheet } from "./read-sheet.ts";

const items = new Set(["bcdfghjkmn", "nmkjhgfdcb", "zzzzzzzzzz"]);
const read = (text: string) => readSheet(text, { by: "Ann", rubric: BUILT_IN_RUBRIC, items });
const GOOD = [
  { by: "Ann", item: "bcdfghjkmn", scores: { coherence: 4, brevity: 2 }, note: "=fine" },
  { by: "Ann", item: "nmkjhgfdcb", scores: { coherence: 5 } },
];
const ROWS = [
  ["item", "prompt", "answer", "coherence", "brevity", "note"],
  ["bcdfghjkmn", 'Say "x"\nthen, y; z', "a;b,c\td", "4", "2", "'=fine"],
  ["nmkjhgfdcb", "p", "", "5", "", ""],
  ["zzzzzzzzzz", "p", "a", "", "", ""],
];
const write = (delimiter: string, end = "\r\n", rows = ROWS) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join(end);

describe("readSheet()", () => {
  it("reads commas, semicolons and tabs, any line end, and a line that names the delimiter", () => {
    for (const delimiter of [",", ";", "\t"])
      for (const end of ["\n", "\r\n", "\r"]) {
        const sheet = read(write(delimiter, end));
        assert.deepEqual(sheet, { annotations: GOOD, problems: [], notices: [] }, JSON.stringify([delimiter, end]));
      }
    assert.deepEqual(read(`sep=;\r\n${write(";")}`).annotations, GOOD);
  });

  it("reads JSON lines with numbers, texts and null", () => {
    const lines = [
      { item: "bcdfghjkmn", prompt: "p", answer: "{", coherence: 4, brevity: "2", note: "=fine" },
      { item: "nmkjhgfdcb", coherence: 5, brevity: null },
    ];
    assert.deepEqual(read(lines.map((line) => JSON.stringify(line)).join("\n")).annotations, GOOD);
  });

  it("reads ids and heads with what a spreadsheet or a person put around them, in any order of columns", () => {
    const text = "Note,COHERENCE ,Item\n,'4, BCDFGHJKMN \n,5,'nmkjhgfdcb\n,,\n";
    const { annotations, problems } = read(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      annotations.map(({ item, scores }) => [item, scores.coherence]),
      [
        ["bcdfghjkmn", 4],
        ["nmkjhgfdcb", 5],
      ],
    );
  });

  it("says what it undid, with its place", () => {
    const { notices } = read("item,coherence\nbcdfghjkmn,5-Apr");
    assert.deepEqual(notices, [{ line: 2, column: 12, message: "coherence: the date 5-Apr was read as 4/5" }]);
  });

  it("names every mistake at its line and column", () => {
    const text = [
      "item,answer,coherence,depth",
      'bcdfghjkmn,"two\nlines",6,good',
      "bcdfghjkmm,x,3,",
      "nmkjhgfdcb,x,3,,too much",
      "nmkjhgfdcb,x,4,",
      ",x,4,",
    ].join("\n");
    assert.deepEqual(
      read(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`),
      [
        '3:8 coherence must be a whole number from 1 to 5, or empty, not "6" (row 2 of a spreadsheet, bcdfghjkmn)',
        '3:10 depth must be a whole number from 1 to 5, or empty, not "good" (row 2 of a spreadsheet, bcdfghjkmn)',
        '4:1 "bcdfghjkmm" is no answer of this run: did you mean bcdfghjkmn? (row 3 of a spreadsheet, bcdfghjkmm)',
        "5:17 this cell stands under no head (row 4 of a spreadsheet, nmkjhgfdcb)",
        "6:1 the answer nmkjhgfdcb must be there once; it is in row 4 too (row 5 of a spreadsheet, nmkjhgfdcb)",
        "7:1 the cell of the column item is empty: nobody knows whose scores these are (row 6 of a spreadsheet)",
      ],
    );
  });

  it("names lines alone where a spreadsheet counts the same, and leaves out the line that names the delimiter", () => {
    const plain = read("item,depth\n\nbcdfghjkmn,9");
    assert.match(plain.problems[0]?.message ?? "", /not "9"$/);
    const named = read("sep=;\nitem;depth\nbcdfghjkmn;9");
    assert.deepEqual(
      named.problems.map(({ line, message }) => [line, /\(row 2 of a spreadsheet, bcdfghjkmn\)$/.test(message)]),
      [[3, true]],
    );
  });

  for (const [name, text, message] of [
    ["a missing item column", "id,coherence\nx,4", /the column "item" is missing/],
    ["a missing criterion", "item,answer\nbcdfghjkmn,a", /a column for a criterion is missing: coherence/],
    ["a column that is written wrong", "item,coherense,depth\nbcdfghjkmn,4,4", /did you mean "coherence"/],
    ["a column twice", "item,depth,depth\nbcdfghjkmn,4,4", /"depth" is there twice/],
    ["a quote without its end", 'item,depth\nbcdfghjkmn,"4', /closing quote/],
    ["text after a quote", 'item,depth\nbcdfghjkmn,"4"x', /after a closing quote/],
    ["a broken JSON line", '{"item":"bcdfghjkmn","depth":4}\n{"item":', /must be a JSON object/],
    ["a JSON list", '[{"item":"bcdfghjkmn","depth":4}]', /must be a JSON object of its own/],
    ["a file of another run", "item,depth\nqqqqqqqqqq,4\nrrrrrrrrrr,6", /^none of the 2 ids is an answer of this run/],
    ["an empty file", "", /the column "item" is missing|empty/],
  ] as const)
    it(`refuses ${name}`, () => {
      const { problems, annotations } = read(text);
      assert.match(problems.map((problem) => problem.message).join("\n"), message);
      assert.deepEqual(annotations, []);
    });
});
