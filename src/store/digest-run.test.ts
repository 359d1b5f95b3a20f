import assert from "node:assert/strict";
import { test } from "node:test";
import { toCanonicalJson } from "./canonical-json.ts";
import { digestRun } from "./digest-run.ts";
import { examplePlan } from "./fixtures/example-run.ts";

test("`toCanonicalJson()` writes the example of RFC 8785", () => {
  const text = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
    "string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`;
  assert.equal(
    toCanonicalJson(JSON.parse(text)),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test("`toCanonicalJson()` sorts keys by UTF-16 units at every depth and drops undefined", () => {
  const value = { "10": 1, "9": [{ b: undefined, a: 2 }], "\u20ac": 3, "\r": 4, "\ud83d\ude00": 5, "\ufb33": 6 };
  assert.equal(toCanonicalJson(value), '{"\\r":4,"10":1,"9":[{"a":2}],"€":3,"😀":5,"\ufb33":6}');
});

test("`digestRun()` is a SHA-256 that does not depend on the order of keys", () => {
  const turned = Object.fromEntries(Object.entries(examplePlan).reverse()) as unknown as typeof examplePlan;
  assert.match(digestRun(examplePlan), /^[0-9a-f]{64}$/);
  assert.equal(digestRun(turned), digestRun(examplePlan));
});

test("`digestRun()` changes with a model's content, a prompt, and any field", () => {
  const [first, ...others] = examplePlan.targets;
  assert.ok(first);
  const changed = [
    { ...examplePlan, rounds: 4 },
    { ...examplePlan, targets: [{ ...first, contentDigest: "bbbb" }, ...others] },
    { ...examplePlan, targets: [{ ...first, contentDigest: undefined }, ...others] },
    { ...examplePlan, prompts: { ...examplePlan.prompts, prompts: examplePlan.prompts.prompts.slice(1) } },
  ];
  assert.equal(new Set([examplePlan, ...changed].map(digestRun)).size, changed.length + 1);
});
