import assert from "node:assert/strict";
import { test } from "node:test";
import { syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import type { RunSummary } from "../bench/summary/scorecard.ts";
import type { Run } from "../core/run.ts";
import { mergeRuns } from "./merge-runs.ts";

const first = syntheticRun({ targets: [{ id: "a" }, { id: "b" }], prompts: 3, id: "run-1" });
const second = later(syntheticRun({ targets: [{ id: "c" }], prompts: 3, id: "run-2" }), {});

function later(summary: RunSummary, run: Partial<Run>): RunSummary {
  return { ...summary, run: { ...summary.run, createdAt: "2026-03-15T00:00:00.000Z", ...run } };
}

test("`mergeRuns()` puts the targets of comparable runs side by side and says that they did not take turns", () => {
  const { scorecards, cautions } = mergeRuns([second, first]);
  assert.deepEqual(
    scorecards.map(({ target }) => target.id),
    ["a", "b", "c"],
  );
  assert.equal(cautions.length, 1);
  assert.match(cautions[0] ?? "", /did not take turns/);
  assert.deepEqual(mergeRuns([first]).cautions, []);
});

test("`mergeRuns()` takes the later scorecard of a target measured twice, and says so", () => {
  const again = later(syntheticRun({ targets: [{ id: "a", latencyMs: 900 }], prompts: 3, id: "run-2" }), {});
  const { scorecards, cautions } = mergeRuns([again, first]);
  assert.equal(
    scorecards.find(({ target }) => target.id === "a"),
    again.scorecards[0],
  );
  assert.ok(cautions.includes("a was measured in several runs: only run-2, the later one, counts."));
});

test("`mergeRuns()` says what changed on the machine between runs", () => {
  const { environment } = second.run;
  const { cautions } = mergeRuns([first, later(second, { environment: { ...environment, governor: "powersave" } })]);
  assert.ok(cautions.some((line) => /CPU governor changed/.test(line)));
});

test("`mergeRuns()` refuses runs of different machines, prompts or request parameters, and says what differs", () => {
  const { environment, plan } = second.run;
  const prompts = plan.prompts.prompts.map((one, index) => (index === 1 ? { ...one, prompt: "Another?" } : one));
  const refused: readonly (readonly [Partial<Run>, RegExp])[] = [
    [
      { environment: { ...environment, cpuModel: "Apple M4" } },
      /cpuModel AMD Ryzen 7 7840U against Apple M4 \(run-1 against run-2\)/,
    ],
    [{ environment: { ...environment, memoryBytes: 8e9 } }, /memoryBytes/],
    [{ plan: { ...plan, request: { ...plan.request, maxTokens: 20 } } }, /maxTokens 160 against 20/],
    [{ plan: { ...plan, prompts: { ...plan.prompts, prompts } } }, /prompt "p02" with another text/],
    [{ plan: { ...plan, prompts: { ...plan.prompts, prompts: prompts.slice(1) } } }, /3 prompts against 2/],
    [
      {
        plan: { ...plan, prompts: { ...plan.prompts, prompts: prompts.map((one) => ({ ...one, id: `${one.id}x` })) } },
      },
      /"p01" against none/,
    ],
  ];
  for (const [run, message] of refused)
    assert.throws(() => mergeRuns([first, later(second, run)]), { code: "invalid-input", message });
});

test("`mergeRuns()` refuses an empty list", () => {
  assert.throws(() => mergeRuns([]), { code: "invalid-input", message: /one or more/ });
});
