import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalizeText } from "./normalize-text.ts";

describe("normalizeText()", () => {
  const cases: readonly (readonly [what: string, text: string, words: string])[] = [
    [
      "drops case, punctuation and Markdown",
      "**Helen:** the *User-Survey*, (due) “Friday”!",
      "helen the user survey due friday",
    ],
    ["drops a possessive", "Helen’s and James's", "helen and james"],
    ["unifies compatibility forms", "ｎｏｔｅｓ １２ ﬁle", "notes 12 file"],
    ["folds case beyond ASCII", "STRASSE straße ΟΔΟΣ οδος", "strasse strasse οδος οδος"],
    ["drops invisible characters", "soft\u00ADware zero\u200Bwidth \uFEFFstart", "software zerowidth start"],
    ["keeps accents", "Élodie", "élodie"],
    ["keeps what belongs to a name of a language", "C++, C# and C.", "c++ c# and c"],
    ["takes characters apart in scripts without spaces", "東京都 12月", "東 京 都 12 月"],
    ["reads & as and", "R&D", "r and d"],
    ["does not make 102 of 10²", "10²", "10 2"],
    ["puts all forms together", "$1,200 by the 14th of Nov. (30%)", "1200 dollars by the november 14 30 percent"],
    ["has no words for punctuation", " --- ?! 🎉 ", ""],
    ["has no words for nothing", "", ""],
  ];
  for (const [what, text, words] of cases) it(what, () => assert.equal(normalizeText(text), words));

  it("leaves its own result as it is", () => {
    for (const [, text] of cases) {
      const words = normalizeText(text);
      assert.equal(normalizeText(words), words);
    }
  });
});

describe("normalizeText() on a hostile text", () => {
  for (const piece of ["1", "1,", "1.", "$", "- ", "may ", "twenty ", "twenty -", "'", "e\u0301", "14 "])
    it(`takes no quadratic time on repeated ${JSON.stringify(piece)}`, () => {
      const start = performance.now();
      normalizeText(piece.repeat(100_000));
      assert.ok(performance.now() - start < 4_000);
    });
});
