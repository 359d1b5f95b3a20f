import assert from "node:assert/strict";
import { test } from "node:test";
import { syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import type { Scorecard } from "../bench/summary/scorecard.ts";
import { thinEvidenceOfPrompts, thinEvidenceOfRuns, thinEvidenceOfTargets } from "./thin-evidence.ts";

const run = syntheticRun({ targets: [{ id: "a" }, { id: "b" }], prompts: 3 });
const [a, b] = run.scorecards as [Scorecard, Scorecard];

test("`thinEvidenceOfTargets()` says once what is true of several", () => {
  const counts = { timed: 72, failed: 2, capped: 3, empty: 0, cutThinking: 0, outliers: 0 };
  assert.deepEqual(
    thinEvidenceOfTargets([
      { ...a, counts },
      { ...b, counts: { ...counts, failed: 0, empty: 1 } },
    ]),
    [
      "3 of 72 answers of a and b were cut at the token limit: a higher one may change quality and latency.",
      "2 of 72 requests to a failed: the figures rest on the others.",
      "1 of 72 answers of b is empty.",
    ],
  );
});

test("`thinEvidenceOfTargets()` names a nonce, and warnings that weaken a figure but no others", () => {
  assert.ok(a.facets);
  const card: Scorecard = {
    ...a,
    facets: { ...a.facets, withNonce: true },
    warnings: [
      { code: "measurement-disturbed", message: "latency rose during the run" },
      { code: "notice", message: "good to know" },
    ],
  };
  assert.deepEqual(thinEvidenceOfTargets([card]), [
    "Random text stood in front of the prompts to a, which can change the answers and their quality.",
    "a: latency rose during the run.",
  ]);
});

test("`thinEvidenceOfRuns()` names runs that are not complete, not interleaved or disturbed", () => {
  assert.deepEqual(thinEvidenceOfRuns([run]), []);
  const { plan } = run.run;
  const lines = thinEvidenceOfRuns([
    {
      ...run,
      status: "stopped",
      recorded: 4,
      run: { ...run.run, plan: { ...plan, order: "blocked" } },
      warnings: [{ code: "measurement-disturbed", message: "the machine was busy" }],
    },
  ]);
  assert.equal(lines.length, 3);
  assert.match(lines[0] ?? "", /is not complete: 4 of 6 requests are recorded\.$/);
  assert.match(lines[1] ?? "", /one target after the other/);
  assert.match(lines[2] ?? "", /the machine was busy\.$/);
});

test("`thinEvidenceOfPrompts()` warns below 20 prompts", () => {
  assert.deepEqual(thinEvidenceOfPrompts(20), []);
  assert.match(thinEvidenceOfPrompts(19)[0] ?? "", /^Only 19 prompts were answered by all candidates/);
  assert.match(thinEvidenceOfPrompts(1)[0] ?? "", /^Only 1 prompt was/);
});
