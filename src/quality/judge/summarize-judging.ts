import type { ErrorRecord } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { Preference } from "../preferences/preference.ts";
import { addCosts, type JudgeCost } from "./ask-judge.ts";
import { type ChoiceFitness, type JudgedPair, measureChoiceFitness } from "./choice-fitness.ts";
import type { Disagreement } from "./find-disagreements.ts";
import { type FitnessFacts, type JudgeFitness, measureFitness } from "./judge-fitness.ts";
import type { UnreadableReason } from "./judge-reply.ts";
import type { ChoiceTask, KeyedTask, ScoreTask } from "./judge-tasks.ts";
import type { Judgement } from "./judgement.ts";
import { type KindItem, measureOwnKindBias, type OwnKindBias } from "./own-kind-bias.ts";
import { type ChoiceSummary, type ReadPair, readPairs, summarizeChoices } from "./summarize-choices.ts";
import { type ScoreSummary, summarizeScores } from "./summarize-scores.ts";
import { type ModelOrigin, type Relation, tellRelation } from "./tell-relation.ts";

/** What a judge makes of a run, and how far it can be trusted. */
export interface JudgeResult {
  readonly schema: 1;
  readonly run: string;
  readonly judge: ModelOrigin;
  readonly status: "complete" | "stopped" | "failed";
  readonly error?: ErrorRecord | undefined;
  readonly rubric: { readonly name: string; readonly criteria: readonly string[] };
  /** Judged models that are the judge itself or of its kind. */
  readonly relations: readonly { readonly target: string; readonly relation: Relation }[];
  /** How much better the judge takes answers of its own kind than people do; absent where that cannot be told. */
  readonly ownKind?: OwnKindBias | undefined;
  /** Answers of the run that differ, and those of them that are to be judged. */
  readonly answers: { readonly unique: number; readonly taken: number };
  readonly questions: QuestionCounts;
  /** Absent where answers were compared. */
  readonly scores?: ScoreSummary | undefined;
  /** How far the judge agrees with people; absent where answers were compared. */
  readonly fitness?: JudgeFitness | undefined;
  /** Means over all criteria with the judge's error taken off; absent where answers were compared. */
  readonly corrections?: readonly TargetCorrection[] | undefined;
  /** Answers that the judge and people scored furthest apart, the widest first; absent where answers were compared. */
  readonly disagreements?: readonly Disagreement[] | undefined;
  /** No verdict may rest on a judge that is unfit or unproven. */
  readonly mayDecide: boolean;
  /** Absent where answers were scored. */
  readonly choices?: ChoiceSummary | undefined;
  /** How far the judge chooses as people do; absent where answers were scored. */
  readonly choiceFitness?: ChoiceFitness | undefined;
  readonly cost: {
    /** Of everything shown here, whenever it was asked. */
    readonly all: JudgeCost;
    /** Of what was asked this time, without loading. */
    readonly now: JudgeCost;
    readonly loadMs?: number | undefined;
  };
}

/** A target's mean over all criteria, on 0 to 1, as the judge gave it and corrected by people. */
export interface TargetCorrection {
  readonly target: string;
  readonly raw: Estimate;
  /** Absent below 12 prompts whose answers people scored by all criteria too. */
  readonly corrected?: Estimate | undefined;
  /** So many prompts there are. */
  readonly labelled: number;
}

/** What became of the questions to the judge. */
export interface QuestionCounts {
  readonly total: number;
  readonly read: number;
  /** Known from an earlier call. */
  readonly known: number;
  /** Not asked: stopped before. */
  readonly left: number;
  /** Not asked: longer than the judge's context. */
  readonly tooLong: number;
  /** Asked, and never answered in a form that could be read; by reason. */
  readonly unreadable: number;
  readonly because: Readonly<Partial<Record<UnreadableReason, number>>>;
  /** Reminders after replies that could not be read. */
  readonly reminders: number;
}

export interface JudgingFacts extends Pick<JudgeResult, "run" | "judge" | "status" | "error" | "rubric" | "answers"> {
  readonly judged: readonly ModelOrigin[];
  readonly pairwise: readonly [string, string] | undefined;
  readonly tasks: readonly KeyedTask[];
  readonly judgements: ReadonlyMap<string, Judgement>;
  readonly known: ReadonlySet<string>;
  readonly tooLong: readonly string[];
  readonly loadMs?: number | undefined;
  /** What people said of the run. */
  readonly people: Omit<FitnessFacts, "judge" | "items"> & { readonly preferences: readonly Preference[] };
  /** The id by which people know an answer. */
  readonly itemOf: (prompt: string, answer: string) => string | undefined;
}

/** Sums up everything that a judge said of a run. */
export function summarizeJudging(facts: JudgingFacts): JudgeResult {
  const { run, judge, status, error, rubric, answers, pairwise, tasks, judgements, known, loadMs } = facts;
  const keys = [...new Set(tasks.map(({ key }) => key))];
  const found = keys.flatMap((key) => judgements.get(key) ?? []);
  const results = pairwise === undefined ? resultsOfScores(facts) : resultsOfChoices(pairwise, facts);
  return {
    schema: 1,
    run,
    judge,
    status,
    error,
    rubric,
    relations: listRelations(facts),
    answers,
    questions: countQuestions(keys, found, facts),
    ...results,
    mayDecide: (results.fitness ?? results.choiceFitness)?.fitness === "fit",
    cost: { all: sumCosts(found), now: sumCosts(found.filter(({ key }) => !known.has(key))), loadMs },
  };
}

type Results = Pick<JudgeResult, "scores" | "fitness" | "ownKind" | "choices" | "choiceFitness">;

function resultsOfScores(facts: JudgingFacts): Results {
  const { tasks, judgements, judge, people } = facts;
  const items = listItems(facts);
  const ownKind = measureOwnKindBias(items, people.annotations);
  return {
    scores: summarizeScores(tasks.filter(isScoreTask), judgements),
    fitness: measureFitness({ ...people, judge: judge.id, items }),
    ...(ownKind !== undefined && { ownKind }),
  };
}

function listRelations({ judge, judged }: JudgingFacts): JudgeResult["relations"] {
  return judged.flatMap((target) => {
    const relation = tellRelation(judge, target);
    return relation === undefined ? [] : [{ target: target.id, relation }];
  });
}

function resultsOfChoices(targets: readonly [string, string], facts: JudgingFacts): Results {
  const { tasks, judgements, judge, people, itemOf } = facts;
  const read = readPairs(targets, tasks.filter(isChoiceTask), judgements);
  const pairs = read.flatMap((pair) => toJudgedPair(pair, itemOf) ?? []);
  const { preferences, threshold } = people;
  return {
    choices: summarizeChoices(targets, read),
    choiceFitness: measureChoiceFitness({ judge: judge.id, pairs, preferences, threshold }),
  };
}

function toJudgedPair(
  { prompt, texts, winners: [one, other] }: ReadPair,
  itemOf: JudgingFacts["itemOf"],
): JudgedPair | undefined {
  const [first, second] = [itemOf(prompt, texts[0]), itemOf(prompt, texts[1])];
  if (first === undefined || second === undefined) return undefined;
  const better = one !== other || one === undefined ? undefined : one === 0 ? first : second;
  return { prompt, first, second, ...(better !== undefined && { better }) };
}

function listItems(facts: JudgingFacts): readonly KindItem[] {
  const { tasks, judgements, itemOf } = facts;
  const kin = new Set(listRelations(facts).map(({ target }) => target));
  return tasks.filter(isScoreTask).flatMap(({ key, task: { prompt, answer, isProbe } }) => {
    const judgement = isProbe ? undefined : judgements.get(key);
    const item = itemOf(prompt, answer.text);
    if (item === undefined || judgement?.kind !== "scores" || judgement.reading.type !== "read") return [];
    const isOwnKind = answer.targets.every((target) => kin.has(target));
    return [{ item, prompt, isOwnKind, scores: judgement.reading.value }];
  });
}

function countQuestions(
  keys: readonly string[],
  found: readonly Judgement[],
  { known, tooLong }: JudgingFacts,
): QuestionCounts {
  const because: Partial<Record<UnreadableReason, number>> = {};
  for (const { reading } of found)
    if (reading.type === "unreadable") because[reading.because] = (because[reading.because] ?? 0) + 1;
  const read = found.filter(({ reading }) => reading.type === "read").length;
  return {
    total: keys.length,
    read,
    known: keys.filter((key) => known.has(key)).length,
    left: keys.length - found.length - tooLong.length,
    tooLong: tooLong.length,
    unreadable: found.length - read,
    because,
    reminders: found.reduce((sum, { retried }) => sum + retried.length, 0),
  };
}

function sumCosts(judgements: readonly Judgement[]): JudgeCost {
  const nothing: JudgeCost = { requests: 0, ms: 0, promptTokens: 0, completionTokens: 0 };
  return judgements.reduce((sum, { cost }) => addCosts(sum, cost), nothing);
}

function isScoreTask(one: KeyedTask): one is KeyedTask<ScoreTask> {
  return one.task.kind === "scores";
}

function isChoiceTask(one: KeyedTask): one is KeyedTask<ChoiceTask> {
  return one.task.kind === "choice";
}
