import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunState } from "../../src/wire/assay/run-events.ts";
import { liveFigures, timeLeft } from "../../web/runs/live-figures.ts";
import { parsePrompts, type RunPlan, toRequest } from "../../web/runs/run-plan.ts";

const PLAN: RunPlan = {
  models: ["a"],
  promptSet: "",
  usesOwnPrompts: false,
  ownPrompts: "",
  rounds: "",
  warmUp: "",
  maxTokens: "",
  endsOnceDecided: false,
};

function state(samples: readonly (readonly [target: string, e2eMs: number | undefined])[], total: number): RunState {
  return {
    id: "r",
    createdAt: "2026-11-30T00:00:00.000Z",
    status: "running",
    targets: ["a", "b"],
    prompts: { name: "p", count: 1 },
    rounds: total / 2,
    done: samples.length,
    total,
    notes: [],
    loads: [],
    failures: [],
    samples: samples.map(([target, e2eMs], round) => ({
      type: "sample",
      target,
      prompt: "p1",
      round,
      status: e2eMs === undefined ? "failed" : "ok",
      ...(e2eMs !== undefined && { e2eMs }),
      done: 0,
      total,
    })),
  };
}

test("`parsePrompts()` parts prompts at empty lines alone", () => {
  assert.deepEqual(parsePrompts("  One?\r\n\r\nTwo\nlines?\n \n\n"), ["One?", "Two\nlines?"]);
  assert.deepEqual(parsePrompts(" \n\n "), []);
});

test("`toRequest()` leaves out what is left empty, so that the project's settings hold", () => {
  assert.deepEqual(toRequest(PLAN), { models: ["a"] });
  assert.deepEqual(toRequest({ ...PLAN, promptSet: "work-notes", warmUp: "0", rounds: "5" }), {
    models: ["a"],
    prompts: "work-notes",
    rounds: 5,
    warmUp: 0,
  });
  assert.deepEqual(toRequest({ ...PLAN, promptSet: "work-notes", usesOwnPrompts: true, ownPrompts: "One?" }), {
    models: ["a"],
    prompts: ["One?"],
  });
  assert.deepEqual(toRequest({ ...PLAN, endsOnceDecided: true }), { models: ["a"], untilDecided: {} });
});

test("`timeLeft()` counts the requests left of each target by what its own took", () => {
  assert.equal(timeLeft(state([["a", 100]], 10)), undefined);
  const some = state(
    [
      ["a", 100],
      ["a", 100],
      ["b", 1000],
    ],
    10,
  );
  assert.equal(timeLeft(some), 3 * 100 + 4 * 1000);
  assert.equal(
    timeLeft(
      state(
        [
          ["a", 100],
          ["a", 100],
          ["a", 100],
          ["b", 1],
        ],
        4,
      ),
    ),
    undefined,
  );
});

test("`liveFigures()` takes medians of answers, counts failures apart, and knows nothing of what nobody measured", () => {
  const [a, b] = liveFigures(
    state(
      [
        ["a", 100],
        ["a", 300],
        ["a", undefined],
      ],
      10,
    ),
  );
  assert.deepEqual([a?.answered, a?.failed, a?.latencyMs, a?.ttftMs], [2, 1, 200, undefined]);
  assert.deepEqual([b?.answered, b?.latencyMs], [0, undefined]);
});
