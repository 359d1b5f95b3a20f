import assert from "node:assert/strict";
import { it } from "node:test";
import { requireProbability } from "./require-probability.ts";

it("`requireProbability()` refuses 0, 1 and what lies beyond, naming task, name and value", () => {
  requireProbability(0.95, "level", "take an interval");
  for (const bad of [0, 1, -0.5, 95, Number.NaN])
    assert.throws(() => requireProbability(bad, "level", "take an interval"), {
      code: "invalid-input",
      message: `To take an interval, the level must be between 0 and 1, both excluded, not ${bad}.`,
    });
});
