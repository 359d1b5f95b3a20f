import assert from "node:assert/strict";
import { test } from "node:test";
import { compareTargets } from "./compare-targets.ts";
import type { TargetFigures } from "./compared-figures.ts";
import { rankTargets } from "./rank-targets.ts";
import { parseWeights } from "./weights.ts";

const options = { seed: 1, resamples: 500, level: 0.95 };
const weights = parseWeights("quality=1,latency=1");

function target(name: string, found: readonly number[], latency: readonly number[], bytes = 100): TargetFigures {
  return {
    target: name,
    values: {
      quality: { type: "shares", found, expected: found.map(() => 4) },
      latency: { type: "means", values: latency },
      memory: { type: "constant", value: bytes },
    },
  };
}

const prompts = ["1", "2", "3", "4", "5", "6", "7", "8"];
const hard = [4, 1, 3, 2, 4, 1, 3, 2];
const long = [100, 900, 300, 500, 100, 900, 300, 500];
const a = target("a", hard, long);
const twice = target(
  "twice",
  hard,
  long.map((ms) => 2 * ms),
  150,
);

test("`compareTargets()` pairs by prompt: what is the same share slower everywhere has no error at all", () => {
  const { score, settled, objectives } = compareTargets(a, twice, { prompts, weights, ...options });
  const lead = 0.5 * Math.log10(2);
  for (const figure of [score.value, score.low, score.high]) assert.ok(Math.abs((figure ?? 0) - lead) < 1e-12);
  assert.equal(settled, true);
  const [quality, latency, memory] = objectives;
  assert.deepEqual([quality?.value, quality?.settled, quality?.contribution], [0, false, 0]);
  assert.deepEqual([latency?.value, latency?.settled, latency?.type], [0.5, true, "ratio"]);
  assert.deepEqual([memory?.value, memory?.settled], [100 / 150, true]);
});

test("`compareTargets()` gives objectives contributions that sum to the lead in score", () => {
  const other = target("other", [1, 1, 3, 4, 0, 2, 3, 3], [300, 200, 400, 100, 700, 300, 100, 900]);
  const { score, objectives } = compareTargets(a, other, { prompts, weights, ...options });
  const sum = objectives.reduce((total, { contribution }) => total + contribution, 0);
  assert.ok(Math.abs(sum - score.value) < 1e-12);
});

test("`compareTargets()` settles nothing on fewer than 6 prompts", () => {
  const five = prompts.slice(0, 5);
  const cut = (name: string, factor: number) =>
    target(
      name,
      hard.slice(0, 5),
      long.slice(0, 5).map((ms) => ms * factor),
    );
  assert.equal(compareTargets(cut("a", 1), cut("b", 2), { prompts: five, weights, ...options }).settled, false);
});

test("`compareTargets()` does not settle a lead that is too small to matter, however sure it is", () => {
  const hardly = target(
    "hardly",
    hard,
    long.map((ms) => 1.005 * ms),
  );
  const { score, settled } = compareTargets(a, hardly, { prompts, weights, ...options });
  assert.ok((score.low ?? 0) > 0);
  assert.equal(settled, false);
});

test("`compareTargets()` says which difference it would have found", () => {
  // Found facets differ by +1 and -1 in turn: a standard error of sqrt(8 / 7 / 8) of 4 facets. Draws come in steps of
  // 2 facets of 32, so the interval is off by up to one of them.
  const noisy = target(
    "noisy",
    hard.map((found, index) => found + (index % 2 === 0 ? -1 : 1)),
    long,
  );
  const [quality] = compareTargets(a, noisy, { prompts, weights, ...options, resamples: 5_000 }).objectives;
  const expected = (2.8 * Math.sqrt(1 / 7)) / 4;
  assert.ok(Math.abs((quality?.detectable ?? 0) - expected) < 0.2 * expected, String(quality?.detectable));
});

test("`rankTargets()` ranks by score, shares equal firsts, and shows 1 for the best of each objective", () => {
  const same = target("same", hard, long);
  const [first, second, third] = rankTargets({ prompts, targets: [twice, a, same], weights, leftOut: [] }, options);
  assert.deepEqual([first?.target, second?.target, third?.target], ["a", "same", "twice"]);
  assert.deepEqual([first?.firstShare, second?.firstShare, third?.firstShare], [0.5, 0.5, 0]);
  const latency = (ranked: typeof first) => ranked?.contributions.find(({ objective }) => objective === "latency");
  assert.equal(latency(first)?.utility, 1);
  assert.ok(Math.abs((latency(third)?.utility ?? 0) - (1 - Math.log10(2))) < 1e-12);
});

test("`rankTargets()` keeps the distance of two targets whoever else competes", () => {
  const alien = target(
    "alien",
    hard,
    long.map((ms) => ms / 1000),
  );
  const distance = (targets: readonly TargetFigures[]) => {
    const ranked = rankTargets({ prompts, targets, weights, leftOut: [] }, options);
    const scoreOf = (name: string) => ranked.find((one) => one.target === name)?.score ?? 0;
    return scoreOf("a") - scoreOf("twice");
  };
  assert.ok(Math.abs(distance([a, twice]) - distance([a, twice, alien])) < 1e-12);
});
