import assert from "node:assert/strict";
import test from "node:test";
import { createRandom } from "../../lib/random.ts";
import { readMarkdown } from "../read/read-markdown.ts";
import { chunkDocument } from "./chunk-document.ts";

const TEXT = `Before all.

# Pumps

A pump moves water.

It needs oil.

## Care
\`\`\`
# no heading
\`\`\`
Oil it monthly.

# Axles
Grease.
`;

test("passages follow the headings, carry those above them, and are parts of the text as it stands", () => {
  const passages = chunkDocument(readMarkdown(TEXT), { mostCharacters: 400 });
  assert.deepEqual(
    passages.map(({ headings, text }) => [headings.join(" > "), text.split("\n")[0]]),
    [
      ["", "Before all."],
      ["Pumps", "# Pumps"],
      ["Pumps > Care", "## Care"],
      ["Axles", "# Axles"],
    ],
  );
  for (const { start, end, text } of passages) assert.equal(TEXT.slice(start, end), text);
});

test("a heading with nothing below it but a lower one is no passage of its own", () => {
  const passages = chunkDocument(readMarkdown("# Manual\n\n## Pumps\nOil it.\n\n# Empty\n# End\nDone.\n"), {
    mostCharacters: 99,
  });
  assert.deepEqual(
    passages.map(({ headings, text }) => [headings.join(" > "), text.split("\n")[0]]),
    [
      ["Manual > Pumps", "## Pumps"],
      ["Empty", "# Empty"],
      ["End", "# End"],
    ],
  );
});

test("no passage is longer than asked for, and nothing but white space is lost", () => {
  const random = createRandom(3);
  const pieces = ["word ", "longerword ", "end. ", "\n\n", "# Head\n", "日本語。", "😀", "x".repeat(70), "\n"];
  for (let round = 0; round < 200; round++) {
    const text = Array.from({ length: 60 }, () => pieces[random.integer(pieces.length)]).join("");
    const passages = chunkDocument(readMarkdown(text), { mostCharacters: 50 });
    assert.ok(passages.every((passage) => passage.text.length <= 50 && passage.text.length > 0));
    assert.ok(passages.every((passage) => passage.text.isWellFormed()));
    assert.equal(
      passages
        .map((passage) => passage.text)
        .join("")
        .replace(/\s/g, ""),
      text.replace(/\s/g, ""),
    );
  }
});

test("pages are those that a passage begins on, and a document without text has no passage", () => {
  const document = { text: "one\n\ntwo\n\nthree", headings: [], pages: [0, 5] };
  assert.deepEqual(
    chunkDocument(document, { mostCharacters: 5 }).map(({ page, text }) => [page, text]),
    [
      [1, "one"],
      [2, "two"],
      [2, "three"],
    ],
  );
  assert.deepEqual(chunkDocument(readMarkdown(" \n\n "), { mostCharacters: 5 }), []);
});
