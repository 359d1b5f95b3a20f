import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { splitSentences } from "./split-sentences.ts";
import { toPassages } from "./to-passages.ts";

describe("splitSentences()", () => {
  const cases: readonly (readonly [what: string, answer: string, passages: readonly string[]])[] = [
    ["ends a sentence at its mark", "Is it? Yes! Good. Done", ["Is it?", "Yes!", "Good.", "Done"]],
    ["ends a sentence before a small letter", "helen writes. clara reads.", ["helen writes.", "clara reads."]],
    [
      "keeps closing quotes and brackets",
      'He said "no." (Really.) *Yes.* So.',
      ['He said "no."', "(Really.)", "*Yes.*", "So."],
    ],
    [
      "does not end at e.g. and i.e.",
      "Tools, e.g. The one, i.e. that. Next",
      ["Tools, e.g. The one, i.e. that.", "Next"],
    ],
    [
      "does not end at titles and initials",
      "Dr. Smith and J. Doe met Ms. Ray. Next",
      ["Dr. Smith and J. Doe met Ms. Ray.", "Next"],
    ],
    ["ends at a unit and at I", "It took 30 ms. So did I. Next", ["It took 30 ms.", "So did I.", "Next"]],
    [
      "does not end inside a date or decimal",
      "By Nov. 14 it needs 3.5 GB. Next",
      ["By Nov. 14 it needs 3.5 GB.", "Next"],
    ],
    ["ends behind a date", "Due November 14. Clara reads.", ["Due November 14.", "Clara reads."]],
    [
      "lets a capital letter tell after some abbreviations",
      "Due in Nov. Clara reads at 5 p.m. daily.",
      ["Due in Nov.", "Clara reads at 5 p.m. daily."],
    ],
    ["tells No. 5 from no.", "Use No. 5 here. She said no. He left.", ["Use No. 5 here.", "She said no.", "He left."]],
    ["ends at every line break", "a b\nc d\r\ne f\u2028g", ["a b", "c d", "e f", "g"]],
    [
      "drops bullets, list numbers and boxes",
      "- a\n* b\n• c\n1. d\n(2) e\nc) f\n- [x] g\n  > - h",
      ["a", "b", "c", "d", "e", "f", "g", "h"],
    ],
    ["keeps a list item whole", "1. **Helen**: Survey. **Due:** Wed.", ["**Helen**: Survey. **Due:** Wed."]],
    [
      "keeps a table row whole and drops its rule",
      "| Helen | survey. | Wed. |\n|---|---|---|",
      ["| Helen | survey. | Wed. |"],
    ],
    ["keeps a number at the start of a line", "10.5 GB\n-5 degrees", ["10.5 GB", "-5 degrees"]],
    ["ends at full-width marks without a space", "会議です。次は？はい", ["会議です。", "次は？", "はい"]],
    ["drops what has no words", "...\n\n---\n 🎉 \n", []],
    ["has no passage for nothing", "", []],
  ];
  for (const [what, answer, passages] of cases)
    it(what, () =>
      assert.deepEqual(
        toPassages(answer).map(({ text }) => text),
        passages,
      ),
    );

  it("takes linear time on a hostile line", () => {
    for (const piece of [".", "- ", "e.g. ", '."', "(", "1."]) {
      const start = performance.now();
      splitSentences(piece.repeat(40_000));
      assert.ok(performance.now() - start < 4_000, piece);
    }
  });
});
