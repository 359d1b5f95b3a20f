import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { Check, CheckOf, CheckType } from "../../src/core/check.ts";
import type { Prompt } from "../../src/core/prompt.ts";
import { checkAnswer, wordCheck } from "../../src/quality/checks/check-answer.ts";
import { CHECKS } from "../../src/quality/checks/checks.ts";
import { findCheckFaults } from "../../src/quality/checks/find-check-faults.ts";
import { loadLanguages } from "../../src/quality/checks/language/read-language.ts";

const NOTES = "Notes:\nHelen sends the user survey by Friday. The budget is 500 euros.";

interface Example<Type extends CheckType> {
  readonly check: CheckOf<Type>;
  readonly passes: string;
  readonly fails: string;
  /** The reason, a sentence that says where. */
  readonly because: RegExp;
  /** The part of the answer that it fails on; absent for what concerns the whole. */
  readonly where?: string;
  /** An answer that nothing can be said of, where there is one. */
  readonly untold?: string;
  /** The check with a mistake that its shape does not show. */
  readonly faulty?: CheckOf<Type>;
}

/** One example of each kind; every kind has one, or this does not compile. */
const EXAMPLES: { readonly [Type in CheckType]: Example<Type> } = {
  json: {
    check: { type: "json", schema: { type: "object", required: ["day"], properties: { day: { pattern: "^[A-Z]" } } } },
    passes: '{ "day": "Friday" }',
    fails: '{\n  "day": Friday\n}',
    because: /^The answer is no JSON from line 2 on: "Friday/,
    where: '"day": Friday',
    faulty: { type: "json", schema: { type: "objekt" } },
  },
  length: {
    check: { type: "length", unit: "words", min: 2, max: 4 },
    passes: "Helen sends it.",
    fails: "Helen sends it on Friday.",
    because: /^The answer has 5 words, and must have 2 to 4 words\.$/,
    faulty: { type: "length", unit: "words", min: 4, max: 2 },
  },
  language: {
    check: { type: "language", is: "de" },
    passes: "Helen verschickt die Umfrage am Freitag an alle Kunden.",
    fails: "Helen sends the survey to all customers on Friday.",
    because: /^The answer is in English, and must be in German\.$/,
    untold: "Helen, 500",
  },
  list: {
    check: { type: "list", ordered: false, exactly: 2, only: true },
    passes: "- one\n- two",
    fails: "Here they are:\n\n- one\n- two",
    because: /^Beside the list, line 1 is a paragraph\.$/,
    where: "Here they are:",
    faulty: { type: "list", exactly: 2, min: 1 },
  },
  headings: {
    check: { type: "headings", level: 2 },
    passes: "## Summary\n\nAll is well.",
    fails: "# Summary\n\nAll is well.",
    because: /^The answer has 0 level-2 headings, and must have at least 1 level-2 heading\.$/,
    faulty: { type: "headings", min: 3, max: 2 },
  },
  paragraphs: {
    check: { type: "paragraphs", exactly: 1 },
    passes: "All is well.\nNothing is late.",
    fails: "All is well:\n\n- the survey",
    because: /^Beside paragraphs, line 3 is a list\.$/,
    where: "- the survey",
    faulty: { type: "paragraphs" },
  },
  table: {
    check: { type: "table", columns: ["Task", "Owner"], min: 1 },
    passes: "| Task | Owner |\n|---|---|\n| survey | Helen |",
    fails: "Tasks:\n\n| What | Who |\n|---|---|\n| survey | Helen |",
    because: /^The table on line 3 has the columns What, Who, and must have Task, Owner\.$/,
    where: "| What | Who |\n|---|---|\n| survey | Helen |",
    faulty: { type: "table", min: 2, max: 1 },
  },
  code: {
    check: { type: "code", language: "python" },
    passes: "```python\nprint(1)\n```",
    fails: "So:\n\n```js\nlog(1)\n```",
    because: /^The code block on line 3 is in js, and must be in python\.$/,
    where: "```js\nlog(1)\n```",
  },
  pattern: {
    check: { type: "pattern", matches: "\\b\\d{4}-\\d{2}-\\d{2}\\b" },
    passes: "It is due on 2026-11-14.",
    fails: "It is due on Friday.",
    because: /^No part of the answer matches /,
    faulty: { type: "pattern", matches: "(?=a)" },
  },
  required: {
    check: { type: "required", phrases: ["Helen", "500 euros"] },
    passes: "HELEN has €500.",
    fails: "Helena has 500 euros.",
    because: /^The answer does not say "Helen"\.$/,
    faulty: { type: "required", phrases: ["?!"] },
  },
  forbidden: {
    check: { type: "forbidden", phrases: ["as an AI", "budget"] },
    passes: "Budgets are none of it.",
    fails: "Helen sends it.\nThe Budget is fixed.",
    because: /^The answer says "budget" on line 2\.$/,
    where: "The Budget is fixed.",
    faulty: { type: "forbidden", phrases: ["..."] },
  },
  answered: {
    check: { type: "answered" },
    passes: "I cannot wait to see it: Helen sends the survey.",
    fails: "I'm sorry, but I can't help with that.",
    because: /^The answer begins with a refusal: "I'm sorry, but I can't"\.$/,
    where: "I'm sorry, but I can't",
  },
  overlap: {
    check: { type: "overlap", min: 0.5 },
    passes: "Helen sends the user survey on Friday.",
    fails: "Nothing is known.",
    because: /^ROUGE-L with the reference is 0\.000, and must be at least 0\.5\.$/,
    untold: "!!!",
  },
  support: {
    check: { type: "support", n: 2, material: { after: "Notes:" }, min: 0.5 },
    passes: "Helen sends the user survey.",
    fails: "Clara writes a long report.",
    because: /^The share of 2-grams in the material is 0\.000, and must be at least 0\.5\.$/,
    untold: "Helen",
    faulty: { type: "support", n: 2, material: { after: "Minutes:" } },
  },
};

/** What models have written that repeat one sign, and what somebody might write who means harm. */
const HOSTILE = [
  ">".repeat(50_000),
  "_a**".repeat(20_000),
  "[a](".repeat(20_000),
  "[".repeat(50_000),
  `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
  `${"a".repeat(50_000)}!`,
  Array.from({ length: 1000 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n"),
  "\0\ud800\u202e",
];

function promptWith(check: Check): Prompt {
  return { id: "p1", prompt: `Sum up. ${NOTES}`, reference: "Helen sends the user survey by Friday.", checks: [check] };
}

function outcomeOf(check: Check, text: string) {
  const [result] = checkAnswer(promptWith(check), text);
  assert.ok(result);
  return result.outcome;
}

describe("a pattern, of a check or of a schema", () => {
  it("is run by an engine that no expression can hang", () => {
    const answer = `"${"a".repeat(50_000)}!"`;
    assert.equal(outcomeOf({ type: "pattern", matches: "^(a+)+$" }, answer).type, "failed");
    assert.equal(outcomeOf({ type: "json", schema: { type: "string", pattern: "^(a+)+$" } }, answer).type, "failed");
  });
});

describe("a JSON Schema", () => {
  for (const [name, schema, path] of [
    ["a type that is none", { properties: { a: { type: "strin" } } }, ["properties", "a", "type"]],
    ["required that is no list", { required: "a" }, ["required"]],
    ["a reference to nothing", { items: { $ref: "#/$defs/x" } }, ["items", "$ref"]],
    ["a reference to another place", { $ref: "https://example.org/schema.json" }, ["$ref"]],
    ["an expression that looks around", { items: { pattern: "(?=a)" } }, ["items", "pattern"]],
    ["expressions for keys", { patternProperties: { "^(a+)+$": {} } }, ["patternProperties"]],
    [
      "references that double at every step",
      {
        $ref: "#/$defs/s0",
        $defs: Object.fromEntries(
          Array.from({ length: 30 }, (_, step) => [
            `s${step}`,
            step === 29 ? {} : { anyOf: [{ $ref: `#/$defs/s${step + 1}` }, { $ref: `#/$defs/s${step + 1}` }] },
          ]),
        ),
      },
      [],
    ],
  ] as const)
    it(`is refused for ${name}, with its place`, () => {
      const [fault] = findCheckFaults(promptWith({ type: "json", schema }));
      assert.deepEqual(fault?.path, [0, "schema", ...path]);
    });

  it("may refer to itself", () => {
    const schema = { $defs: { tree: { type: "array", items: { $ref: "#/$defs/tree" } } }, $ref: "#/$defs/tree" };
    assert.deepEqual(findCheckFaults(promptWith({ type: "json", schema })), []);
    assert.equal(outcomeOf({ type: "json", schema }, "[[], [[]]]").type, "passed");
    assert.equal(outcomeOf({ type: "json", schema }, "[[], [1]]").type, "failed");
  });
});

describe("every check", () => {
  before(loadLanguages);

  for (const type of Object.keys(CHECKS) as CheckType[]) {
    const example = EXAMPLES[type];
    describe(type, () => {
      it("passes", () => assert.equal(outcomeOf(example.check, example.passes).type, "passed"));

      it("fails with the reason in a sentence, and the place where there is one", () => {
        const outcome = outcomeOf(example.check, example.fails);
        assert.ok(outcome.type === "failed", JSON.stringify(outcome));
        assert.match(outcome.because, example.because);
        assert.match(outcome.because, /^[A-Z].*\.$/s);
        assert.equal(outcome.where, example.where);
        if (outcome.where !== undefined) assert.ok(example.fails.includes(outcome.where));
      });

      it("says so where it cannot tell", () => {
        if (example.untold === undefined) return;
        const outcome = outcomeOf(example.check, example.untold);
        assert.ok(outcome.type === "untold", JSON.stringify(outcome));
        assert.match(outcome.because, /^[A-Z].*\.$/s);
      });

      it("fails an empty answer", () => {
        const outcome = outcomeOf(example.check, " \n");
        assert.ok(outcome.type === "failed");
        assert.equal(outcome.because, "The answer is empty.");
      });

      it("comes to an end on any answer", () => {
        for (const answer of HOSTILE) assert.match(outcomeOf(example.check, answer).type, /^(passed|failed|untold)$/);
      });

      it("has words, and no fault as it is written", () => {
        assert.match(wordCheck(example.check), /\S/);
        assert.deepEqual(findCheckFaults(promptWith(example.check)), []);
      });

      it("finds its own mistakes", () => {
        if (example.faulty === undefined) return;
        const [fault] = findCheckFaults(promptWith(example.faulty));
        assert.match(fault?.message ?? "", /^(must|is) /);
        assert.equal(fault?.path[0], 0);
      });
    });
  }
});
