import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { simulateRun } from "../../../test/fixtures/simulation/simulate-run.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import { BUILT_IN_RUBRIC } from "../../quality/rubric/built-in-rubric.ts";
import type { Score } from "../../quality/rubric/rubric.ts";
import { comparisonTable } from "../../report/format/comparison-table.ts";
import { toHtmlReport } from "../../report/html/to-html-report.ts";
import { toMarkdown } from "../../report/markdown/to-markdown.ts";
import { explainRecommendation } from "../../selection/explain-recommendation.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { addAnnotations } from "../scores/annotations-file.ts";
import { openJudgements } from "../scores/judgements-file.ts";
import { listItems } from "../scores/list-items.ts";
import { readReport } from "./read-report.ts";

const [coherence] = BUILT_IN_RUBRIC.criteria;
const at = "2026-11-30T12:00:00Z";

interface RunMaking {
  /** Without facets nothing but people can tell of quality. */
  readonly facets?: boolean;
  /** One is smaller, so that something is known to be better whatever the quality. */
  readonly small?: string;
  /** What Ann gives an answer of a target to the prompt of that number; absent where she gives nothing. */
  readonly score?: (target: string, prompt: number) => Score | undefined;
  /** The same of a judge. */
  readonly judge?: (target: string, prompt: number) => Score | undefined;
}

/** A run of two targets whose answers differ, 24 prompts, as it lies on disk. */
async function makeRun(context: TestContext, { facets = false, small, score, judge }: RunMaking) {
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
  const targets = run.plan.targets.map((target) => (target.id === small ? { ...target, sizeBytes: 5e6 } : target));
  const made = { ...run, plan: { ...run.plan, targets, prompts: { ...run.plan.prompts, prompts } } };
  const own = entries.map((entry) =>
    entry.type === "sample" ? { ...entry, text: `${entry.text} ${entry.target}` } : entry,
  );
  const store = createRunStore({ directory: makeFolder(context) });
  await using writer = await store.create(made);
  for (const entry of own) await writer.append(entry);
  assert.ok(coherence !== undefined && writer.directory !== undefined);
  const items = listItems(made, own);
  const scores = (give: RunMaking["score"]) =>
    items.flatMap(({ item, promptId, targets }) => {
      const given = give?.(targets[0] ?? "", Number(promptId.slice(1)));
      return given === undefined ? [] : [{ item, given }];
    });
  const people = scores(score).map(
    ({ item, given }) => ({ type: "annotation", at, by: "Ann", item, scores: { coherence: given } }) as const,
  );
  if (people.length > 0)
    await addAnnotations(writer.directory, () => [{ type: "criterion", at, criterion: coherence }, ...people]);
  if (judge !== undefined) await addJudge(writer.directory, scores(judge));
  const settings = { memory: "resident" } as const;
  return (quality?: "people" | "facets" | "judge") =>
    readReport(made.id, store, { settings: { ...settings, quality } as never });
}

async function addJudge(folder: string, scores: readonly { readonly item: string; readonly given: Score }[]) {
  assert.ok(coherence !== undefined);
  const cost = { requests: 1, ms: 1, promptTokens: 1, completionTokens: 1 };
  await using file = await openJudgements(folder);
  for (const { item, given } of scores)
    await file.append({
      type: "judgement",
      kind: "scores",
      key: item,
      judge: "j",
      prompt: "",
      judgedAt: at,
      text: "",
      retried: [],
      cost,
      reading: { type: "read", value: { coherence: given } },
    });
  const items = scores.map(({ item }) => ({ item, key: item }));
  await file.append({
    type: "judging",
    at,
    judge: { id: "j", alias: "j" },
    threshold: 0.4,
    criteria: [coherence],
    items,
  });
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
  assert.deepEqual([quality?.finding, quality?.because], ["open", "people have scored answers of both to no prompt"]);
});

/** A judge that sees what people see, a point too high. */
const kind = (target: string, prompt: number): Score => Math.min(5, better(target, prompt) + 1) as Score;
/** One that errs by a point now and then. */
const near = (target: string, prompt: number): Score =>
  (prompt % 5 === 0 ? better(target, prompt) - 1 : better(target, prompt)) as Score;
const firstHalf = (target: string, prompt: number) => (prompt < 14 ? better(target, prompt) : undefined);

test("a judge that is fit decides with its error taken off, and raw and corrected means stand side by side", async (context) => {
  const read = await makeRun(context, { score: firstHalf, judge: near });
  const { recommendation, summary } = await read("judge");
  const [a] = summary.scorecards;
  assert.equal(a?.judge?.fitness, "fit");
  assert.deepEqual([a?.judge?.labelled, a?.judge?.corrected?.n], [14, 14]);
  const quality = recommendation.comparisons[0]?.findings.find(({ objective }) => objective === "quality");
  assert.deepEqual([quality?.finding, quality?.source, quality?.unit], ["better", "judge", "rubric"]);
  assert.match(recommendation.verdict.reasons[0] ?? "", /^a is scored 4\.\d+ of 5 by a judge, corrected by people/);
  assert.equal((await read()).recommendation.quality?.source, "people", "people go before a judge");
});

test("a biased judge that is fit is corrected to what people say", async (context) => {
  const read = await makeRun(context, { score: firstHalf, judge: kind });
  const { summary } = await read("judge");
  const truth = [4 + 1 / 3, 2.5];
  for (const [index, { judge }] of summary.scorecards.entries()) {
    assert.ok(judge?.corrected?.low !== undefined && judge.corrected.high !== undefined);
    const [low, high] = [1 + 4 * judge.corrected.low, 1 + 4 * judge.corrected.high];
    assert.ok(low <= (truth[index] ?? 0) && (truth[index] ?? 0) <= high, `${low} ${truth[index]} ${high}`);
    assert.ok(1 + 4 * judge.raw.ratio.value > (truth[index] ?? 0) + 0.5);
  }
});

test("a judge that is unfit or unproven changes no verdict, and asked for is refused with what would make it fit", async (context) => {
  const without = await (await makeRun(context, {}))();
  const unproven = await makeRun(context, { judge: better });
  const { recommendation, summary } = await unproven();
  assert.deepEqual(recommendation, { ...without.recommendation });
  assert.equal(summary.scores?.judge?.fitness.fitness, "unproven");
  assert.equal(summary.scorecards[0]?.judge?.raw.rated, summary.scorecards[0]?.judge?.raw.answers);
  const asked = await unproven("judge");
  assert.equal(asked.recommendation.verdict.type, "not-enough-evidence");
  const said = JSON.stringify(asked.recommendation.verdict);
  assert.match(said, /the judge j is unproven/);
  assert.match(said, /scores by people of answers to at least 12 prompts, by all criteria of the judge/);
  const opposite = await makeRun(context, {
    score: better,
    judge: (target, prompt) => (6 - better(target, prompt)) as Score,
  });
  const refused = await opposite("judge");
  assert.match(
    JSON.stringify(refused.recommendation.verdict),
    /the judge j is unfit: it agrees too little with people/,
  );
  const people = await opposite();
  assert.equal(people.recommendation.headline, "Take a.");
  assert.deepEqual(people.recommendation.quality, { source: "people", setBy: "assay", others: ["judge"] });
  assert.equal(people.summary.scores?.judge?.disagreements[0]?.points, 4);
});

test("a judge that is refused leaves quality open, so that what is smaller is not taken for that alone", async (context) => {
  const read = await makeRun(context, { small: "b", judge: better });
  assert.equal((await read()).recommendation.headline, "Take b.", "nothing tells of quality, and nobody asks for it");
  const { recommendation } = await read("judge");
  const sections = explainRecommendation(recommendation).flatMap(({ sentences }) => sentences);
  assert.equal(recommendation.verdict.type, "not-enough-evidence", sections.join("\n"));
  assert.ok(
    sections.every((line) => !line.includes("NaN")),
    sections.join("\n"),
  );
});

test("a report says who scored, how fit the judge is and why, and which answers are disputed", async (context) => {
  const read = await makeRun(context, {
    score: better,
    judge: (target, prompt) => (6 - better(target, prompt)) as Score,
  });
  const report = await read();
  const markdown = toMarkdown(report);
  assert.match(
    markdown,
    /## Quality\n\nThe verdict takes quality from scores by people; the other figures stand beside it/,
  );
  assert.match(markdown, /Scored by people, 1 to 5 by coherence: Ann 48 of 48 answers/);
  assert.match(markdown, /Unfit: its scores are shown and decide nothing/);
  assert.match(markdown, /coherence: judge 1, people 5/);
  const html = await toHtmlReport(report);
  assert.match(html, /id="quality"/);
  assert.match(html, /Scores by a judge, not corrected/);
});
