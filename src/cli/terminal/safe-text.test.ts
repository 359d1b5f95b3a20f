import assert from "node:assert/strict";
import { it } from "node:test";
import { createPlainTable } from "../render/plain-table.ts";
import { toSafeJson, toSafeLine, toSafeText } from "./safe-text.ts";
import { createTerminal } from "./terminal.ts";

it("`toSafeText()` leaves out what could do something to a terminal, and keeps words of any language", () => {
  for (const [text, safe] of [
    ["\x1b[31mred\x1b[0m", "red"],
    ["\x1b]0;title\x07name", "]0;titlename"],
    ["a\x1b[2J\x9b31m\rb", "a[2J31mb"],
    ["invoice\u202egpj.exe", "invoicegpj.exe"],
    ["a\u2066b\u2069c\u200fd", "abcd"],
    ["één\n\tשלום 日本 👩‍💻", "één\n\tשלום 日本 👩‍💻"],
  ] as const)
    assert.equal(toSafeText(text), safe);
});

it("`toSafeLine()` keeps styles, and nothing else that is no text", () => {
  assert.equal(toSafeLine("\x1b[31merror:\x1b[39m a\x1b[2Jb\x07\u202e"), "\x1b[31merror:\x1b[39m a[2Jb");
});

it("`toSafeJson()` says the same without a mark that a terminal would act on", () => {
  const value = { name: "a\u202eb\x9bc\x1b[31m", list: ["\u200f"] };
  const json = toSafeJson(value);
  assert.deepEqual(JSON.parse(json), value);
  assert.equal(toSafeLine(json), json);
});

it("a table shows no cell's escapes", () => {
  const table = createPlainTable([{ title: "model", align: "left" }], [["\x1b[31mred\u202e"]], createTerminal());
  assert.match(table, /\nred$/);
});
