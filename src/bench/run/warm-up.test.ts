import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptedPlan } from "../../../test/fixtures/bench/scripted-plan.ts";
import { warmUpCells } from "./warm-up.ts";

test("`warmUpCells()` goes through the prompts in order and never counts as timed", () => {
  const plan = scriptedPlan({ warmUp: 4 });
  const target = plan.targets[0];
  assert.ok(target);
  const cells = warmUpCells(plan, target);
  assert.deepEqual(
    cells.map(({ prompt }) => prompt.id),
    ["p1", "p2", "p3", "p1"],
  );
  assert.ok(cells.every(({ phase }) => phase === "warm-up"));
});
