import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptedPlan, scriptedTarget } from "../../../test/fixtures/bench/scripted-plan.ts";
import { fitTogether } from "./fit-together.ts";

const file = (id: string, sizeBytes: number) => ({
  ...scriptedTarget(id),
  source: { type: "file", path: `/${id}.gguf` } as const,
  sizeBytes,
});

test("`fitTogether()` adds the models up and leaves memory to the rest of the machine", async () => {
  const plan = scriptedPlan({ targets: [file("a", 2e9), file("b", 2e9)] });
  assert.equal(await fitTogether(plan, 16e9), true);
  assert.equal(await fitTogether(plan, 6e9), false);
});

test("`fitTogether()` does not count what runs elsewhere", async () => {
  assert.equal(await fitTogether(scriptedPlan({ targets: [scriptedTarget("a"), scriptedTarget("b")] }), 0), true);
});
