import assert from "node:assert/strict";
import { test } from "node:test";
import { type Character, syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import { checkTwins, partTwins } from "./check-twins.ts";
import type { Objective } from "./objectives.ts";

function part(twin: Partial<Character>, prompts = 24, original: Partial<Character> = {}) {
  const target = { alias: "a" };
  const { scorecards } = syntheticRun({
    targets: [{ id: "a", ...original }, { id: "a#twin", target, ...twin }, { id: "b" }],
    prompts,
  });
  return partTwins(scorecards);
}

function check(twin: Partial<Character>, prompts = 24, original: Partial<Character> = {}) {
  const checks = checkTwins(part(twin, prompts, original).pairs, "resident");
  return (objective: Objective) => checks.find((one) => one.objective === objective);
}

const quiet = { latencyNoise: 0.01 };

test("`partTwins()` keeps the twin out of the competition", () => {
  const { competing, pairs } = part({});
  assert.deepEqual(
    competing.map(({ target }) => target.id),
    ["a", "b"],
  );
  assert.equal(pairs.length, 1);
});

test("`checkTwins()` passes an objective only where its whole interval lies within the margin", () => {
  const find = check(quiet, 24, quiet);
  assert.equal(find("latency")?.state, "passed");
  assert.match(find("latency")?.because ?? "", /^(0\.9|1\.0)\dx \[.*\]$/);
  assert.equal(find("memory")?.state, "passed");
  assert.equal(find("quality")?.state, "undecided");
  assert.equal(find("footprint"), undefined);
});

test("`checkTwins()` fails a twin that is slower beyond chance, in latency alone", () => {
  const find = check({ ...quiet, latencyMs: 480 }, 24, quiet);
  assert.equal(find("latency")?.state, "failed");
  assert.equal(find("decode-rate")?.state, "passed");
});

test("`checkTwins()` passes a difference of 2 %, however sure it is", () => {
  assert.equal(check({ latencyMs: 408, latencyNoise: 0.001 }, 200, quiet)("latency")?.state, "passed");
});

test("`checkTwins()` never passes a twin that is 20 % slower on a noisy machine", () => {
  const noisy = { latencyNoise: 0.3 };
  assert.notEqual(check({ ...noisy, latencyMs: 480 }, 24, noisy)("latency")?.state, "passed");
});

test("`checkTwins()` fails a twin whose answers are better or worse beyond chance, and passes the very same answers", () => {
  assert.equal(check({ quality: 0.1 })("quality")?.state, "failed");
  const { pairs } = part({ quality: 0.1 });
  const same = pairs.map((pair) => ({
    original: { ...pair.original, prompts: pair.original.prompts.map((one) => ({ ...one, text: one.prompt })) },
    twin: { ...pair.twin, prompts: pair.twin.prompts.map((one) => ({ ...one, text: one.prompt })) },
  }));
  assert.equal(checkTwins(same, "resident")[0]?.because, "the same 24 answers");
});

test("`checkTwins()` leaves it undecided on too few prompts", () => {
  const one = check({ latencyMs: 4000 }, 4)("latency");
  assert.equal(one?.state, "undecided");
  assert.match(one?.because ?? "", /\(n=4\)$/);
});

test("`partTwins()` takes a target for a twin only when everything but its id is the same", () => {
  const { competing, pairs } = part({ target: { alias: "a", device: "gpu" } });
  assert.equal(pairs.length, 0);
  assert.equal(competing.length, 3);
});
