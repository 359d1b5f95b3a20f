import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { simulateRun } from "../../../test/fixtures/simulation/simulate-run.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import { BUILT_IN_RUBRIC } from "../../quality/rubric/built-in-rubric.ts";
import type { Score } from "../../quality/rubric/rubric.ts";
import { comparisonTable } from "../../report/format/comparison-table.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { addAnnotations } from "../scores/annotations-file.ts";
import { listItems } from "../scores/list-items.ts";
import { readReport } from "./read-report.ts";

const [coherence] = BUILT_IN_RUBRIC.criteria;
const at = "2026-11-30T12:00:00Z";

interface RunMaking {
  /** Without facets nothing but people can tell of quality. */
  readonly facets?: boolean;
  /** What Ann gives an answer of a target to the prompt of that number; absent where she gives nothing. */
  readonly score?: (target: string, prompt: number) => Score | undefined;
}

/** A run of two targets whose answers differ, 24 prompts, as it lies on disk. */
async function makeRun(context: TestContext, { facets = false, score = () => undefined }: RunMaking) {
  const { run, entries } = simulateRun({
    targets: [
      { id: "a", latencyMs: 400 },
      { id: "b", latencyMs: 400 },
    ],
    prompts: 24,
    seed: 3,
  });
  const prompts = run.plan.prompts.prompts.map(({ facets: own, ...prompt }) =>
    facets ? { ...prompt, facets: own } : prompt,
  );
  const made = { ...run, plan: { ...run.plan, prompts: { ...run.plan.prompts, prompts } } };
  const own = entries.map((entry) =>
    entry.type === "sample" ? { ...entry, text: `${entry.text} ${entry.target}` } : entry,
  );
  const store = createRunStore({ directory: makeFolder(context) });
  await using writer = await store.create(made);
  for (const entry of own) await writer.append(entry);
  assert.ok(coherence !== undefined && writer.directory !== undefined);
  const annotations = listItems(made, own).flatMap(({ item, promptId, targets }) => {
    const given = score(targets[0] ?? "", Number(promptId.slice(1)));
    return given === undefined
      ? []
      : [{ type: "annotation", at, by: "Ann", item, scores: { coherence: given } } as const];
  });
  await addAnnotations(writer.directory, () => [{ type: "criterion", at, criterion: coherence }, ...annotations]);
  const settings = { memory: "resident" } as const;
  return (quality?: "people" | "facets") => readReport(made.id, store, { settings: { ...settings, quality } as never });
}

const better = (target: string, prompt: number): Score =>
  target === "a" ? (prompt % 3 === 0 ? 5 : 4) : prompt % 2 === 0 ? 3 : 2;

test("scores by people decide a verdict where nothing else tells of quality, and are named as its source", async (context) => {
  const read = await makeRun(context, { score: better });
  const { recommendation, summary } = await read();
  assert.deepEqual(summary.quality, { source: "people", setBy: "assay", others: [] });
  assert.equal(recommendation.headline, "Take a.");
  assert.match(
    recommendation.verdict.reasons[0] ?? "",
    /^a is scored 4\.33 of 5 by people, 1\.83 rubric points \[1\.5\d, 2\.\d\d\] more than b\.$/,
  );
  const { columns, rows } = comparisonTable(summary);
  const at = columns.findIndex(({ id }) => id === "quality");
  assert.equal(columns[at]?.title, "Quality by people (of 5)");
  assert.match(rows[0]?.cells[at]?.text ?? "", /^4\.33 \[4\.\d\d, 4\.\d\d\]$/);
});

test("facets go before people unless somebody asks for people", async (context) => {
  const read = await makeRun(context, { facets: true, score: better });
  const { recommendation } = await read();
  assert.deepEqual(recommendation.quality, { source: "facets", setBy: "assay", others: ["people"] });
  assert.doesNotMatch(recommendation.headline, /^Take/);
  const asked = await read("people");
  assert.deepEqual(asked.recommendation.quality, { source: "people", setBy: "user", others: ["facets"] });
  assert.equal(asked.recommendation.headline, "Take a.");
});

test("scores of some prompts alone rest on these, and on too few nothing is concluded", async (context) => {
  const half = await makeRun(context, {
    score: (target, prompt) => (prompt < 12 ? better(target, prompt) : undefined),
  });
  const quality = (await half()).recommendation.comparisons[0]?.findings.find(
    ({ objective }) => objective === "quality",
  );
  assert.deepEqual([quality?.finding, quality?.difference?.n], ["better", 12]);
  const few = await makeRun(context, { score: (target, prompt) => (prompt < 5 ? better(target, prompt) : undefined) });
  const { recommendation } = await few();
  assert.equal(recommendation.verdict.type, "not-enough-evidence");
});

test("scores of other answers to each prompt for each target compare nothing", async (context) => {
  const read = await makeRun(context, {
    score: (target, prompt) => ((prompt % 2 === 0) === (target === "a") ? better(target, prompt) : undefined),
  });
  const { recommendation } = await read();
  const quality = recommendation.comparisons[0]?.findings.find(({ objective }) => objective === "quality");
  assert.deepEqual([quality?.finding, quality?.because], ["open", "no prompt was answered by both"]);
});
