import assert from "node:assert/strict";
import { test } from "node:test";
import { type Character, syntheticRun } from "../../../test/fixtures/scorecards/synthetic-run.ts";
import { recommend } from "../recommend.ts";
import { judgeLook } from "./judge-look.ts";

/** A look at a run that ends once it is decided. */
function lookAt(targets: readonly Character[], prompts: number, disturbances: readonly string[] = []) {
  const summary = syntheticRun({ targets, prompts });
  const { run } = summary;
  return judgeLook(
    recommend([{ ...summary, disturbances, run: { ...run, plan: { ...run.plan, untilDecided: { level: 0.95 } } } }]),
  );
}

const good = { id: "good", quality: 0.95, latencyMs: 400 };
const bad = { id: "bad", quality: 0.1, latencyMs: 410 };

test("`judgeLook()` ends a run once one target is to be taken, or each is better at something", () => {
  const { state, ends } = lookAt([good, bad], 24);
  assert.equal(ends, "decided");
  assert.match(state, /^quality: good better, latency open/);
  assert.equal(lookAt([good, { ...bad, latencyMs: 60 }], 40).ends, "decided");
});

test("`judgeLook()` goes on while prompts may settle what is open", () => {
  const { state, ends } = lookAt([good, { ...good, id: "alike", quality: 0.9 }], 12);
  assert.equal(ends, undefined);
  assert.match(state, /quality open/);
});

test("`judgeLook()` ends a run whose open findings are not for prompts to settle", () => {
  const alike = { ...good, quality: null };
  assert.equal(lookAt([alike, { ...alike, id: "other" }], 24, ["the machine was busy"]).ends, "no-help");
});

test("`judgeLook()` ends a run in which nothing is left to compare", () => {
  assert.deepEqual(lookAt([good], 24), { state: "nothing to compare", ends: "alone" });
});

test("`judgeLook()` counts the pairs of several targets that are settled", () => {
  const { state, ends } = lookAt([good, bad, { ...good, id: "twin" }], 24);
  assert.equal(ends, undefined);
  assert.equal(state, "2 of 3 pairs settled");
});
