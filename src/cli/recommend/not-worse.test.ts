import assert from "node:assert/strict";
import { test } from "node:test";
import { syntheticRun } from "../../../test/fixtures/scorecards/synthetic-run.ts";
import { recommend } from "../../selection/recommend.ts";
import { requireReference } from "./not-worse.ts";
import { renderAxes } from "./render-axes.ts";

test("`requireReference()` refuses flags that say nothing without the target that others are held against", () => {
  const none = { notWorseThan: undefined, margin: undefined, scoreTokens: false };
  requireReference(none);
  requireReference({ ...none, notWorseThan: "q8", margin: 3, scoreTokens: true });
  for (const flags of [
    { ...none, margin: 3 },
    { ...none, scoreTokens: true },
  ])
    assert.throws(() => requireReference(flags), { code: "invalid-input", hint: /--not-worse-than <target>/ });
});

test("`renderAxes()` stays within 80 columns for names of usual length, and tells a shared source once", () => {
  const { axes } = recommend([
    syntheticRun({ targets: ["notes-mini:q8_0", "notes-mini:q4_0", "notes-micro:q8_0"].map((id) => ({ id })) }),
  ]);
  const lines = renderAxes(axes, { style: (_: unknown, text: string) => text } as never).split("\n");
  for (const line of lines) assert.ok(line.length <= 80, line);
  assert.equal(lines.filter((line) => line.includes("facets, 24 prompts")).length, 1);
});
