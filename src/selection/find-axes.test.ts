import assert from "node:assert/strict";
import { test } from "node:test";
import { type Character, syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import type { AxisId } from "./axes.ts";
import { recommend } from "./recommend.ts";

const mini = { id: "mini", quality: 0.85, latencyMs: 420, residentBytes: 96e6, sizeBytes: 6.5e6 };
const micro = { id: "micro", quality: 0.3, latencyMs: 200, residentBytes: 80e6, sizeBytes: 2e6 };

function cellsOf(axis: AxisId, targets: readonly Character[]) {
  const { axes } = recommend([syntheticRun({ targets })]);
  return axes.find((one) => one.axis === axis)?.cells ?? [];
}

test("each axis has every target's figure with its interval, its source and how it stands", () => {
  const [first, second] = cellsOf("quality", [mini, micro]);
  assert.match(first?.text ?? "", /^\d+% \[\d+, \d+\]$/);
  assert.deepEqual([first?.source, first?.finding, second?.finding], ["facets, 24 prompts", "best", "behind mini"]);
  const [slow, fast] = cellsOf("latency", [mini, micro]);
  assert.deepEqual([slow?.finding, fast?.finding, fast?.source], ["behind micro", "best", "p50 over 24 prompts"]);
  const [p95] = cellsOf("latency-p95", [mini, micro]);
  assert.match(p95?.text ?? "", /max$/);
});

test("an axis that is known of no target is left out", () => {
  const { axes } = recommend([syntheticRun({ targets: [mini, micro] })]);
  assert.deepEqual(
    axes.map(({ axis }) => axis),
    ["latency", "latency-p95", "memory", "quality", "footprint", "licence"],
  );
});

test("an unknown licence is of class unknown, and nothing is said to be permitted", () => {
  const target = { licence: "somebody's own", commercialUse: undefined } as Character["target"] & {};
  const [known, unknown] = cellsOf("licence", [mini, { ...micro, target }]);
  assert.deepEqual([known?.licenceClass, known?.finding], ["commercial", "commercial use permitted"]);
  assert.deepEqual([unknown?.licenceClass, unknown?.finding], ["unknown", "commercial use unknown"]);
});

test("what takes no part in the verdict is compared all the same, and leaves the verdict as it is", () => {
  const energy = (joules: number): Character["card"] & {} => ({
    energy: { readings: 24, estimates: 0, sources: ["RAPL"], coverage: 0.98, idleWatts: 10 },
    metrics: { energy: { type: "value", metric: "energy", n: 1, value: joules } },
  });
  const { comparisons } = recommend([syntheticRun({ targets: [{ ...mini, card: energy(2) }, micro] })]);
  assert.ok(comparisons.every(({ findings }) => findings.every(({ objective }) => objective !== "energy")));
});

test("a single target is compared with nothing", () => {
  assert.equal(cellsOf("quality", [mini])[0]?.finding, "compared with nothing");
});
