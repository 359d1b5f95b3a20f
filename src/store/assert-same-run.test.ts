import assert from "node:assert/strict";
import { test } from "node:test";
import { AssayError } from "../core/errors.ts";
import type { Plan, TargetPlan } from "../core/run.ts";
import { endSentence } from "../lib/end-sentence.ts";
import { assertSameRun } from "./assert-same-run.ts";
import { examplePlan, exampleRun } from "./fixtures/example-run.ts";

const [first, second] = examplePlan.targets as readonly [TargetPlan, TargetPlan];
const [p1, p2] = examplePlan.prompts.prompts as readonly [
  (typeof examplePlan.prompts.prompts)[number],
  (typeof examplePlan.prompts.prompts)[number],
];
const withPrompts = (...prompts: Plan["prompts"]["prompts"]): Plan => ({
  ...examplePlan,
  prompts: { name: "notes", prompts },
});

test("`assertSameRun()` takes the same plan, read from disk, with undefined fields, or with its file elsewhere", () => {
  assertSameRun(exampleRun(), examplePlan);
  assertSameRun(JSON.parse(JSON.stringify(exampleRun())), { ...examplePlan, timeLimitMs: undefined });
  const moved: TargetPlan = { ...first, source: { type: "file", path: "D:\\models\\notes.gguf" } };
  assertSameRun(exampleRun(), { ...examplePlan, targets: [moved, second] });
});

test("`assertSameRun()` names what changed with both values", () => {
  const cases: readonly (readonly [Plan, ...string[]])[] = [
    [
      { ...examplePlan, targets: [{ ...first, contentDigest: "bbbb" }, second] },
      'the model file of target notes-mini:q8_0 must be "aaaa", not "bbbb"',
    ],
    [
      { ...examplePlan, targets: [{ ...first, threads: 4 }, second] },
      "threads of target notes-mini:q8_0 must be absent, not 4",
    ],
    [{ ...examplePlan, targets: [first] }, 'target remote must be "remote", not absent'],
    [
      { ...examplePlan, targets: [second, first] },
      'the order of the targets must be ["notes-mini:q8_0","remote"], not ["remote","notes-mini:q8_0"]',
    ],
    [
      {
        ...examplePlan,
        targets: [first, { ...second, source: { type: "endpoint", baseUrl: "http://127.0.0.1:2/v1" } }],
      },
      'source.baseUrl of target remote must be "http://127.0.0.1:1/v1", not "http://127.0.0.1:2/v1"',
    ],
    [withPrompts({ ...p1, prompt: "Who?" }, p2), 'prompt of prompt p1 must be "Who owns what?", not "Who?"'],
    [
      withPrompts({ ...p1, facets: [["Ana", "draft"]] }, p2),
      'facets of prompt p1 must be ["Ana"], not [["Ana","draft"]]',
    ],
    [withPrompts(p1, p2, { id: "p3", prompt: "More." }), 'prompt p3 must be absent, not "p3"'],
    [withPrompts(p2, p1), 'the order of the prompts must be ["p1","p2"], not ["p2","p1"]'],
    [
      { ...examplePlan, request: { ...examplePlan.request, temperature: 0.7 } },
      "the plan's request.temperature must be 0, not 0.7",
    ],
    [{ ...examplePlan, rounds: 5, seed: 8 }, "the plan's rounds must be 3, not 5", "the plan's seed must be 7, not 8"],
  ];
  for (const [planned, ...parts] of cases)
    assert.throws(
      () => assertSameRun(exampleRun(), planned),
      (error) => {
        assert.ok(error instanceof AssayError && error.code === "run-changed");
        assert.equal(
          error.message,
          endSentence(`${exampleRun().id} cannot be resumed with another plan: ${parts.join("; ")}`),
        );
        return true;
      },
    );
});

test("`assertSameRun()` shows long texts where they begin to differ", () => {
  const long = (end: string) => withPrompts({ ...p1, prompt: `${"a".repeat(500)}${end}${"z".repeat(500)}` }, p2);
  const recorded = { ...exampleRun(), plan: long("X") };
  assert.throws(() => assertSameRun(recorded, long("Y")), /must be \.\.\.a{20}Xz+\.\.\., not \.\.\.a{20}Yz+\.\.\.$/);
});

test("`assertSameRun()` refuses a recorded plan that was edited", () => {
  const edited: Plan = { ...examplePlan, rounds: 9 };
  assert.throws(() => assertSameRun({ ...exampleRun(), plan: edited }, edited), {
    code: "run-changed",
    message: /digest/,
  });
});
