import assert from "node:assert/strict";
import { test } from "node:test";
import { syntheticRun } from "../../../test/fixtures/scorecards/synthetic-run.ts";
import { ownProfiles } from "./own-profiles.ts";
import { recommendRuns } from "./recommend-runs.ts";

const mini = { id: "mini", quality: 0.85, latencyMs: 420, residentBytes: 96e6, sizeBytes: 6.5e6 };
const micro = { id: "micro", quality: 0.4, latencyMs: 200, residentBytes: 80e6, sizeBytes: 2e6 };
const summaries = [syntheticRun({ targets: [mini, micro] })];
const kiosk = { weights: { quality: 1, latency: 9 }, limits: { maxMemoryBytes: "2GB", minQuality: "20%" } };
const recommend = (settings: object, weights?: string) =>
  recommendRuns(summaries, { memory: "resident", ...settings } as Parameters<typeof recommendRuns>[1], weights);

test("a profile's weights are the user's choice and decide, and its limits hold", () => {
  const { verdict, weights, constraints } = recommend({ profile: "kiosk", profiles: { kiosk } });
  assert.ok(verdict.type === "take" && verdict.target === "micro" && verdict.basis === "weights");
  assert.equal(weights.setBy, "user");
  assert.equal(weights.profile?.name, "kiosk");
  assert.deepEqual([constraints.maxMemoryBytes, constraints.minQuality], [2e9, 0.2]);
});

test("what is typed goes before a profile: weights in place of its own, limits one by one", () => {
  const settings = { profile: "kiosk", profiles: { kiosk }, minQuality: 0.7 };
  const { verdict, weights, constraints } = recommend(settings, "quality=1");
  assert.ok(verdict.type === "take" && verdict.target === "mini");
  assert.equal(weights.values.latency, 0);
  assert.equal(weights.profile?.withOwnWeights, true);
  assert.deepEqual([constraints.maxMemoryBytes, constraints.minQuality], [2e9, 0.7]);
});

test("a project's profile takes the place of a built-in one of its name", () => {
  const { weights } = recommend({ profile: "edge", profiles: { edge: kiosk } });
  assert.equal(weights.values.latency, 0.9);
});

test("every built-in profile says what it lacks in a run that did not measure it", () => {
  for (const profile of ["edge", "server", "battery", "quality-first"]) {
    const { weights } = recommend({ profile });
    assert.ok(Math.abs(Object.values(weights.values).reduce((sum, one) => sum + one, 0) - 1) < 1e-9);
    assert.equal(weights.unknown.includes("energy"), profile === "battery");
  }
});

test("what is wrong in a profile is named", () => {
  const of = (profile: object) => () => ownProfiles({ kiosk: { weights: { quality: 1 }, ...profile } });
  assert.throws(of({ weights: { qualty: 1 } }), {
    code: "invalid-input",
    message: /^The weights of the profile kiosk must be of quality, .*, not "qualty"\.$/,
    hint: "Did you mean quality?",
  });
  assert.throws(of({ weights: { quality: 0 } }), { code: "invalid-input", message: /above 0 for one objective/ });
  assert.throws(of({ limits: { maxMemory: 1 } }), { code: "invalid-input", hint: "Did you mean maxMemoryBytes?" });
  assert.throws(of({ limits: { maxMemoryBytes: "much" } }), {
    message: /maxMemoryBytes of the profile kiosk must be a/,
  });
  assert.throws(() => recommend({ profile: "egde" }), {
    code: "invalid-input",
    message: /^The profile must be one of edge, server, battery, quality-first, not "egde"\.$/,
    hint: "Did you mean edge?",
  });
});
