import assert from "node:assert/strict";
import { test } from "node:test";
import { metricOf } from "./metric-of.ts";
import { OBJECTIVE_DESCRIPTIONS, OBJECTIVES } from "./objectives.ts";

test("an objective has the unit and the direction of the metric that it is read from", () => {
  for (const objective of OBJECTIVES) {
    if (objective === "quality") continue;
    const { unit, better } = OBJECTIVE_DESCRIPTIONS[objective];
    const metric = metricOf(objective, "resident");
    assert.deepEqual({ unit, better }, { unit: metric.unit, better: metric.better }, objective);
  }
  assert.equal(metricOf("memory", "proportional").unit, OBJECTIVE_DESCRIPTIONS.memory.unit);
});
