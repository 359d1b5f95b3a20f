import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { getLlama, type Llama } from "node-llama-cpp";
import { createGbnfRules } from "../gbnf/gbnf-rules.ts";
import { patternToGbnf } from "./pattern-to-gbnf.ts";

/** Expressions as pydantic, zod and people write them, with texts to try. */
const EXACT: readonly (readonly [source: string, ...texts: string[]])[] = [
  ["^[a-z]{3}$", "abc", "ab", "abcd", "aBc", ""],
  ["a|^b", "xay", "b", "xb", "", "bx"],
  ["(^a|b$)", "ax", "xb", "xa", "b", "cab"],
  ["^(?:\\+?\\d{1,3}[ -]?)?\\d{3,4}$", "+49 1234", "123", "49-123", "12", "+4912345678"],
  ["^#(?:[0-9a-fA-F]{3}){1,2}$", "#fff", "#a0B1c2", "#ffff", "fff"],
  ["^\\$<(\\w+)>$", "$<a_1>", "$<>", "<a>"],
  ["^[^\\s,]+(,[^\\s,]+)*$", "a,b", "a", "a,,b", "a b", "ü,\u{1f642}"],
  ['^"\\\\n?"$', '"\\"', '"\\n"', '""'],
  ["^(a*)*b$", "b", "aab", "a", ""],
  ["^(a?b?)*$", "", "abba", "c"],
  ["^(?:a|b+?|){2,}c$", "c", "abbc", "ab"],
  ["^[\\w.-]+@[\\w-]+\\.[a-z]{2,}$", "a.b@c-d.org", "a@b", "@b.cd"],
  ["^[-+.]$", "-", "+", ".", "a"],
  ["^\\u00e4\\x41\\t.$", "äA\tx", "äA\t\n", "äAx"],
  ["^v(?<major>0|[1-9]\\d*)\\.(\\d+)$", "v1.20", "v01.2", "v1."],
  ["^$", "", "a"],
  ["", "", "anything"],
];

describe("patternToGbnf()", () => {
  let llama: Llama;
  before(async () => {
    llama = await getLlama({ gpu: false, build: "never", skipDownload: true, progressLogs: false });
  });

  async function matcher(source: string, form: "json" | "plain") {
    const rules = createGbnfRules();
    const rule = patternToGbnf(source, form, rules);
    assert.ok(rule, source);
    const root = form === "json" ? `"\\"" ${rule.body} "\\""` : rule.body;
    const grammar = await llama.createGrammar({ grammar: rules.toText(root) });
    return {
      exact: rule.exact,
      fits: (text: string): unknown => Reflect.get(grammar, "_testText").call(grammar, text),
    };
  }

  it("lets the texts of an expression pass, written as JSON, and no others", async () => {
    for (const [source, ...texts] of EXACT) {
      const { exact, fits } = await matcher(source, "json");
      assert.equal(exact, true, source);
      for (const text of texts)
        assert.equal(fits(JSON.stringify(text)), new RegExp(source, "u").test(text), `${source} and ${text}`);
    }
  });

  it("holds a plain text as a whole, with edges or without", async () => {
    for (const source of ["yes|no", "^(yes|no)$", "^yes$|^no$"]) {
      const { fits } = await matcher(source, "plain");
      for (const text of ["yes", "no", "yes no", "", "nope"]) assert.equal(fits(text), /^(yes|no)$/.test(text), source);
    }
    const { fits } = await matcher('[^"]+"\\n', "plain");
    assert.ok(fits('a\\b"\n') && !fits('a""\n'));
  });

  it("lets more texts pass than fit where an expression is not regular, and says so", async () => {
    for (const [source, fitting] of [
      ["^(?!.*\\.\\.)[a-z.]+$", "a.b"],
      ["^(['a])x\\1$", "axa"],
      ["^\\p{Lu}\\p{L}+$", "Émil"],
      ["^\\bword\\b$", "word"],
      ["^(?!^[-+.]*$)[+-]?0*\\d*\\.?\\d*$", "-12.50"],
    ] as const) {
      const { exact, fits } = await matcher(source, "json");
      assert.equal(exact, false, source);
      assert.ok(fits(JSON.stringify(fitting)), source);
    }
    const { fits } = await matcher("^(?!.*\\.\\.)[a-z.]+$", "json");
    assert.ok(!fits('"A"'), "what is regular of it is held");
  });

  it("gives up what is not JavaScript's, or too large to follow", () => {
    const deep = `${"(".repeat(100)}a${")".repeat(100)}`;
    for (const source of ["(?i)a", "(", "[a", "^a{2000}$", "^(a{0,50}){0,50}$", "a".repeat(5000), deep, "(?i:a)"])
      assert.equal(patternToGbnf(source, "json", createGbnfRules()), undefined, source.slice(0, 40));
  });
});
