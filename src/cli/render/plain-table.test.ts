import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestTerminal } from "../../../test/fixtures/terminal/create-test-terminal.ts";
import { createPlainTable } from "./plain-table.ts";

const COLUMNS = ["model", "licence", "note"].map((title) => ({ title, align: "left" as const }));
const ROWS = [["qwen2.5-coder-0.5b", "qwen-research (nc)", "many words that fill a line of their own and go on below"]];

function draw(columns: number | undefined): string[] {
  const terminal = createTestTerminal();
  const out = { ...terminal.out, isTTY: columns !== undefined, columns } as unknown as NodeJS.WriteStream;
  return createPlainTable(COLUMNS, ROWS, { ...terminal, out }).split("\n");
}

test("`createPlainTable()` breaks texts into lines where the terminal is narrow, and leaves no word out", () => {
  for (const width of [120, 80, 60, 50, 40]) {
    const lines = draw(width);
    assert.ok(
      lines.every(({ length }) => length <= width),
      `${width}: ${lines.join("|")}`,
    );
    const letters = lines.slice(1).join("").replaceAll(" ", "").split("").sort().join("");
    assert.equal(letters, ROWS.flat().join("").replaceAll(" ", "").split("").sort().join(""));
  }
});

test("`createPlainTable()` keeps names and words whole as long as it can", () => {
  const lines = draw(60).join("\n");
  for (const word of ["qwen2.5-coder-0.5b", "qwen-research"]) assert.ok(lines.includes(word), lines);
});

test("`createPlainTable()` breaks nothing where no terminal is", () => {
  assert.equal(draw(undefined).length, 2);
});
