import assert from "node:assert/strict";
import { test } from "node:test";
import type { TargetPlan } from "../core/run.ts";
import { findTarget } from "./find-target.ts";

test("a target is meant by its id, or by its alias where that is the only one", () => {
  const target = (id: string) => ({ id, alias: id.split(":")[0] }) as TargetPlan;
  const targets = ["mini:q8_0", "micro:q8_0", "micro:q4_0", "micro"].map(target);
  const found = ["micro:q4_0", "mini", "micro", "nano"].map((name) => findTarget(targets, name)?.id);
  assert.deepEqual(found, ["micro:q4_0", "mini:q8_0", "micro", undefined]);
  assert.equal(findTarget(targets.slice(0, 3), "micro"), undefined, "either could be meant");
});
