import assert from "node:assert/strict";
import { test } from "node:test";
import { type Character, syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import { checkTwins } from "./check-twins.ts";

function check(twin: Partial<Character>, prompts = 24) {
  const target = { alias: "a" };
  const { scorecards } = syntheticRun({
    targets: [{ id: "a" }, { id: "a#twin", target, ...twin }, { id: "b" }],
    prompts,
  });
  return checkTwins(scorecards, 1);
}

test("`checkTwins()` keeps the twin out of the competition and passes where it finds nothing", () => {
  const { competing, checks } = check({});
  assert.deepEqual(
    competing.map(({ target }) => target.id),
    ["a", "b"],
  );
  assert.equal(checks[0]?.state, "passed");
  assert.match(checks[0]?.because ?? "", /^latency (0\.9|1\.0)\dx \[.*\], quality -?\d+ points? \[/);
});

test("`checkTwins()` fails a twin that is slower beyond chance by more than 5 %", () => {
  assert.equal(check({ latencyMs: 480 }).checks[0]?.state, "failed");
});

test("`checkTwins()` passes a difference of 2 %, however sure it is", () => {
  assert.equal(check({ latencyMs: 408, latencyNoise: 0.001 }, 200).checks[0]?.state, "passed");
});

test("`checkTwins()` fails a twin whose answers are better or worse beyond chance", () => {
  assert.equal(check({ quality: 0.1 }).checks[0]?.state, "failed");
});

test("`checkTwins()` leaves it undecided on too few prompts", () => {
  const [one] = check({ latencyMs: 4000 }, 4).checks;
  assert.equal(one?.state, "undecided");
  assert.equal(one?.because, "both have answered 4 prompts, and it takes 6");
});

test("`checkTwins()` takes a target for a twin only when everything but its id is the same", () => {
  const { competing, checks } = check({ target: { alias: "a", device: "gpu" } });
  assert.equal(checks.length, 0);
  assert.equal(competing.length, 3);
});
