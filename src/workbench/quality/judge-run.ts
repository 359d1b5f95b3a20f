import type { ModelInfo } from "../../core/engine.ts";
import { AssayError, type ErrorRecord, toErrorRecord } from "../../core/errors.ts";
import type { JournalEntry, TargetPlan } from "../../core/run.ts";
import type { RunStore } from "../../core/run-store.ts";
import { currentAnnotations, scoredCriteria } from "../../quality/annotations/annotation.ts";
import type { JudgeTask, KeyedTask } from "../../quality/judge/judge-tasks.ts";
import { listAnswers, toChoiceTasks, toProbeTasks, toScoreTasks } from "../../quality/judge/judge-tasks.ts";
import type { Judgement } from "../../quality/judge/judgement.ts";
import { type JudgeResult, summarizeJudging } from "../../quality/judge/summarize-judging.ts";
import { currentPreferences } from "../../quality/preferences/preference.ts";
import { readRubric } from "../../quality/rubric/file/read-rubric.ts";
import { createTargetLoader } from "../bench/create-target-loader.ts";
import { inspectTargets, refuseTargets } from "../bench/inspect-targets.ts";
import { planTargets } from "../bench/plan-targets.ts";
import type { Engines } from "../create-engines.ts";
import { readRun } from "../report/read-run.ts";
import { readAnnotations } from "../scores/annotations-file.ts";
import { noteJudging, openJudgements } from "../scores/judgements-file.ts";
import { listItems } from "../scores/list-items.ts";
import type { Workspace } from "../workspace.ts";
import { askTasks, type JudgeProgress, type JudgeSettings, keyTasks } from "./ask-tasks.ts";
import { correctJudging, listJudged } from "./correct-judging.ts";
import { chooseCriteria, requireTargets } from "./judge-choices.ts";

export interface JudgeRunOptions {
  readonly run: string;
  /** Name of the model that judges. */
  readonly by: string;
  /** Path of a rubric; absent: the project's, else the built-in one. */
  readonly rubric?: string | undefined;
  /** Ids of criteria, with commas between; absent: all that need no material. */
  readonly criteria?: string | undefined;
  /** Two targets whose answers are compared instead of scored. */
  readonly pairwise?: readonly string[] | undefined;
  /** Most answers to judge, equal ones counted once. */
  readonly maxAnswers?: number | undefined;
  /** Answers that are judged again with an order smuggled in. */
  readonly probes?: number | undefined;
  readonly retries?: number | undefined;
  /** The least lower end of weighted kappa with people that makes a judge fit. */
  readonly threshold?: number | undefined;
  readonly threads?: number | undefined;
  readonly contextTokens?: number | undefined;
  readonly store: RunStore;
  readonly engines: Engines;
  readonly workspace: Workspace;
  readonly signal?: AbortSignal | undefined;
  readonly onLoad?: ((judge: string) => void) | undefined;
  readonly onProgress?: ((progress: JudgeProgress) => void) | undefined;
}

/** Room for the reasons, in any language, and the scores. */
const MAX_TOKENS = 400;
const DEFAULTS = { probes: 6, retries: 2, threshold: 0.4 } as const;

/**
 * Lets a model judge the answers of a run. Each reply is kept beside the run as it comes: what is judged is not asked again, after a
 * stop, a kill or a change of what is asked.
 *
 * @throws AssayError `run-missing`, `run-locked`, `unknown-model`, `invalid-input` for criteria, targets or a judge that are none,
 *   and whatever keeps the judge from loading
 */
export async function judgeRun(options: JudgeRunOptions): Promise<JudgeResult> {
  const { workspace, store, probes = DEFAULTS.probes, retries = DEFAULTS.retries } = options;
  const { threshold = DEFAULTS.threshold } = options;
  const { summary, entries, directory = "." } = await readRun(store, options.run);
  const rubric = await readRubric({ directory: workspace.directory, path: options.rubric });
  const criteria = chooseCriteria(rubric, options.criteria);
  const { plan } = summary.run;
  const targets = options.pairwise === undefined ? undefined : requireTargets(options.pairwise, plan.targets);
  const judge = await planJudge(options);
  const settings = { retries, maxTokens: MAX_TOKENS };
  const all = listAnswers(
    plan.prompts.prompts,
    entries.filter((entry) => entry.type === "sample"),
  );
  if (all.length === 0) throw nothingToJudge(summary.run.id);
  const answers = all.slice(0, options.maxAnswers);
  const tasks: readonly JudgeTask[] =
    targets === undefined
      ? [...toScoreTasks(answers, criteria), ...toProbeTasks(answers.slice(0, probes), criteria)]
      : toChoiceTasks(targets, answers, criteria);
  if (tasks.length === 0) throw nothingToAsk(targets);
  const keyed = keyTasks(tasks, judge, settings);
  const asked = await askOpen(keyed, { ...options, judge, settings, directory });
  const said = await readAnnotations(directory);
  const items = listItems(summary.run, entries);
  const itemOf = new Map(items.map(({ item, promptId, answer }) => [toKey(promptId, answer), item]));
  const origin = originOf(judge, asked.info ?? loadInfo(entries, judge.id));
  const judging = {
    type: "judging",
    at: workspace.now().toISOString(),
    judge: origin,
    threshold,
    criteria,
    items: listJudged(keyed, items),
  } as const;
  if (targets === undefined) await noteJudging(directory, judging);
  const { judgements } = asked;
  const corrected =
    targets === undefined ? correctJudging(judging, { run: summary.run, entries, items, said, judgements }) : {};
  const result = summarizeJudging({
    run: summary.run.id,
    judge: origin,
    judged: plan.targets.map((target) => originOf(target, loadInfo(entries, target.id))),
    rubric: { name: rubric.name, criteria: criteria.map(({ id }) => id) },
    pairwise: targets,
    answers: { unique: all.length, taken: answers.length },
    tasks: keyed,
    people: {
      criteria,
      annotations: currentAnnotations(said),
      scoredCriteria: scoredCriteria(said),
      preferences: currentPreferences(said),
      threshold,
    },
    itemOf: (prompt, answer) => itemOf.get(toKey(prompt, answer)),
    ...asked,
  });
  return { ...result, ...corrected };
}

function toKey(prompt: string, answer: string): string {
  return JSON.stringify([prompt, answer]);
}

/** What came of asking. */
interface Asked {
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** Keys of what was known before. */
  readonly known: ReadonlySet<string>;
  readonly tooLong: readonly string[];
  readonly status: "complete" | "stopped" | "failed";
  readonly error?: ErrorRecord | undefined;
  readonly info?: ModelInfo | undefined;
  readonly loadMs?: number | undefined;
}

interface AskOpenOptions extends JudgeRunOptions {
  readonly judge: TargetPlan;
  readonly settings: JudgeSettings;
  readonly directory: string;
}

/** Asks what no earlier call did; equal questions once. A judge that fails midway ends it with what there is. */
async function askOpen(keyed: readonly KeyedTask[], options: AskOpenOptions): Promise<Asked> {
  const { judge, settings, workspace, signal, directory, onProgress } = options;
  await using file = await openJudgements(directory);
  const judgements = new Map(file.judgements.map((judgement) => [judgement.key, judgement]));
  const known = new Set(judgements.keys());
  const open = [...new Map(keyed.filter(({ key }) => !known.has(key)).map((one) => [one.key, one])).values()];
  if (open.length === 0) return { judgements, known, tooLong: [], status: "complete" };
  const problems = await inspectTargets([judge], options);
  if (problems.length > 0) throw refuseTargets(problems, 1);
  options.onLoad?.(judge.id);
  const startedMs = workspace.clock.now();
  await using loaded = await createTargetLoader(options)(judge, { signal });
  const { chat, info } = loaded;
  if (chat === undefined) throw cannotChat(judge.id);
  const loadMs = workspace.clock.now() - startedMs;
  const append = async (judgement: Judgement) => {
    await file.append(judgement);
    judgements.set(judgement.key, judgement);
  };
  const asked = { judgements, known, info, loadMs };
  try {
    const { clock, now } = workspace;
    const tooLong = await askTasks(open, { ...settings, judge, chat, clock, now, signal, append, onProgress });
    return { ...asked, tooLong, status: "complete" };
  } catch (thrown) {
    const error = toErrorRecord(thrown);
    if (signal?.aborted) return { ...asked, tooLong: [], status: "stopped" };
    return { ...asked, tooLong: [], status: "failed", error };
  }
}

async function planJudge({ by, workspace, threads, contextTokens }: JudgeRunOptions): Promise<TargetPlan> {
  const [judge, ...others] = await planTargets([by], workspace, { threads, contextTokens });
  if (judge !== undefined && others.length === 0) return judge;
  throw new AssayError({
    code: "invalid-input",
    message: `${by} stands for several models: ${[judge, ...others].map((one) => one?.id).join(", ")}.`,
    hint: `Name one of them as judge, such as ${judge?.id}.`,
  });
}

function loadInfo(entries: readonly JournalEntry[], target: string): ModelInfo | undefined {
  return entries.filter((entry) => entry.type === "load").findLast((entry) => entry.target === target)?.info;
}

function originOf({ id, alias, contentDigest }: TargetPlan, info: ModelInfo | undefined) {
  return { id, alias, contentDigest, architecture: info?.architecture };
}

function cannotChat(id: string): AssayError {
  return new AssayError({
    code: "unsupported",
    message: `${id} cannot judge: it answers no chats.`,
    hint: "Name a model that chats; `assay model list` shows which do.",
  });
}

function nothingToJudge(run: string): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `The run ${run} has no answer to judge: none of its timed requests was answered with a text.`,
    hint: "Measure again, then judge that run.",
  });
}

function nothingToAsk(targets: readonly string[] | undefined): AssayError {
  return targets === undefined
    ? new AssayError({
        code: "invalid-input",
        message: "None of the criteria can be scored: each needs a reference answer, and no prompt has one.",
        hint: "Give the prompts a reference, or choose other criteria.",
      })
    : new AssayError({
        code: "invalid-input",
        message: `${targets.join(" and ")} have no pair of answers to compare: to each prompt one of them gave none, or both gave the same.`,
      });
}
