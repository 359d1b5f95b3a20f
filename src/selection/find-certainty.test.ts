import assert from "node:assert/strict";
import { test } from "node:test";
import { type Character, syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import { recommend } from "./recommend.ts";
import { parseWeights } from "./weights.ts";

const mini = { id: "mini", quality: 0.85, latencyMs: 420, residentBytes: 96e6, sizeBytes: 6.5e6 };
const micro = { id: "micro", quality: 0.4, latencyMs: 200, residentBytes: 80e6, sizeBytes: 2e6 };

function certaintyOf(targets: readonly Character[], weights?: string, prompts = 24) {
  const run = syntheticRun({ targets, prompts });
  return recommend([run], weights === undefined ? {} : { weights: parseWeights(weights) }).certainty;
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

test("the shares of being best sum to 1, and a target that is better in everything has nearly all of them", () => {
  const certainty = certaintyOf([mini, { ...micro, latencyMs: 900, residentBytes: 2e9, sizeBytes: 2e9 }]);
  assert.ok(certainty !== undefined);
  for (const kind of ["atWeights", "nearWeights", "anyWeights"] as const) {
    assert.ok(Math.abs(total(certainty.targets.map((one) => one[kind])) - 1) < 1e-9);
    assert.ok((certainty.targets[0]?.[kind] ?? 0) > 0.98);
  }
  assert.equal(certainty.leader, "mini");
  assert.equal(certainty.targets[0]?.regret, 0);
});

test("two targets alike are best about equally often, and a trade depends on the weights", () => {
  const alike = certaintyOf([mini, { ...mini, id: "other" }]);
  assert.ok(alike?.targets.every(({ atWeights }) => atWeights > 0.02 && atWeights < 0.98));
  const trade = certaintyOf([mini, micro]);
  const [first, second] = trade?.targets ?? [];
  assert.equal(first?.target, "mini");
  assert.ok((first?.atWeights ?? 0) > 0.9 && (second?.anyWeights ?? 0) > 0.3);
});

test("the weight that flips a choice does so when it is asked for", () => {
  const before = certaintyOf([mini, micro], "quality=8,latency=2");
  assert.ok(before?.flip && before.lead > 0);
  assert.equal(before.leader, "mini");
  const asked = before.flip.objective === "quality" ? before.flip.to : 1 - before.flip.to;
  const beyond = certaintyOf([mini, micro], `quality=${asked - 0.03},latency=${1 - asked + 0.03}`);
  assert.equal(beyond?.targets[0]?.target, "micro");
  const within = certaintyOf([mini, micro], `quality=${asked + 0.03},latency=${1 - asked - 0.03}`);
  assert.equal(within?.targets[0]?.target, "mini");
});

test("what was disturbed or read once takes no part, and says why; with nothing left there are no shares", () => {
  const disturbances = ["the machine was busy"];
  const disturbed = certaintyOf([mini, { ...micro, card: { disturbances } }]);
  assert.deepEqual(disturbed?.objectives, ["quality", "memory", "footprint"]);
  assert.deepEqual(
    disturbed.leftOut.map(({ objective }) => objective),
    ["latency", "decode-rate"],
  );
  assert.equal(certaintyOf([mini, micro], "quality=1", 5), undefined);
  assert.equal(certaintyOf([mini]), undefined);
  // Five prompts tell nothing of quality, latency and pace: the footprint that is left hardly counts.
  assert.equal(certaintyOf([mini, micro], undefined, 5), undefined);
});

test("the same run has the same shares each time", () => {
  assert.deepEqual(certaintyOf([mini, micro]), certaintyOf([mini, micro]));
});
