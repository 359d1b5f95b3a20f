import type { Estimate } from "../../core/estimate.ts";
import { mean } from "../../stats/centre.ts";
import { LEAST_FOR_MEAN } from "../../stats/least-values.ts";
import { meanInterval } from "../../stats/mean-interval.ts";
import { shareInterval } from "../../stats/share-interval.ts";
import type { KeyedTask, ScoreTask } from "./judge-tasks.ts";
import type { Judgement } from "./judgement.ts";
import { type LengthBias, measureLengthBias } from "./length-bias.ts";

export interface TargetScores {
  readonly target: string;
  /** Answers of the target whose scores could be read. */
  readonly answers: number;
  readonly criteria: readonly CriterionScores[];
}

export interface CriterionScores {
  readonly criterion: string;
  /** Mean of the scores as the judge wrote them, with its interval over prompts. */
  readonly written: Estimate;
  /** The same of the means by the probabilities of the score's tokens; absent where the judge tells none. */
  readonly expected?: Estimate | undefined;
}

/** How far an order inside of an answer moves its scores. */
export interface Swayed {
  /** Answers that were judged with and without the order. */
  readonly answers: number;
  /** Of these, those that got more with it. */
  readonly raised: number;
  readonly share: { readonly low: number; readonly high: number } | undefined;
  /** Mean change in points: of the expected scores where the judge tells probabilities, else of the written ones. */
  readonly shift: number;
  readonly shiftOf: "expected" | "written";
}

export interface ScoreSummary {
  readonly targets: readonly TargetScores[];
  /** How far longer answers to a prompt get higher scores; they may also be better ones. */
  readonly length?: LengthBias | undefined;
  readonly swayed?: Swayed | undefined;
  /** The score that was given most, and its share of all scores: a judge that gives one score tells nothing apart. */
  readonly commonest?: { readonly score: number; readonly share: number } | undefined;
}

/** A task whose scores could be read. */
interface Scored {
  readonly task: ScoreTask;
  readonly written: Readonly<Record<string, number>>;
  readonly expected?: Readonly<Record<string, number>> | undefined;
}

/** Sums up the scores that a judge gave. */
export function summarizeScores(
  tasks: readonly KeyedTask<ScoreTask>[],
  judgements: ReadonlyMap<string, Judgement>,
): ScoreSummary {
  const scored = tasks.flatMap(({ key, task }): readonly Scored[] => {
    const judgement = judgements.get(key);
    if (judgement?.kind !== "scores" || judgement.reading.type !== "read") return [];
    return [{ task, written: judgement.reading.value, expected: judgement.expected }];
  });
  const plain = scored.filter(({ task }) => !task.isProbe);
  const targets = [...new Set(plain.flatMap(({ task }) => task.answer.targets))].toSorted();
  const all = plain.flatMap(({ written }) => Object.values(written));
  const [commonest] = [...Map.groupBy(all, (score) => score)].toSorted(([, a], [, b]) => b.length - a.length);
  return {
    targets: targets.map((target) => summarizeTarget(target, plain)),
    length: measureLengthBias(
      plain.map(({ task: { prompt, answer }, written }) => ({
        prompt,
        score: meanScore(written),
        length: answer.text.length,
      })),
    ),
    swayed: measureSway(
      plain,
      scored.filter(({ task }) => task.isProbe),
    ),
    ...(commonest !== undefined && { commonest: { score: commonest[0], share: commonest[1].length / all.length } }),
  };
}

function summarizeTarget(target: string, scored: readonly Scored[]): TargetScores {
  const own = scored.flatMap((one) => one.task.answer.targets.filter((by) => by === target).map(() => one));
  const criteria = [...new Set(own.flatMap(({ written }) => Object.keys(written)))];
  return {
    target,
    answers: own.length,
    criteria: criteria.map((criterion) => {
      const expected = estimate(own, (one) => one.expected?.[criterion]);
      return {
        criterion,
        written: estimate(own, (one) => one.written[criterion]) ?? {
          value: Number.NaN,
          level: 0.95,
          n: 0,
          of: "prompts",
        },
        ...(expected !== undefined && { expected }),
      };
    }),
  };
}

/** The mean over prompts of the means of their answers; undefined where no answer has a value. */
function estimate(scored: readonly Scored[], scoreOf: (one: Scored) => number | undefined): Estimate | undefined {
  const groups = Map.groupBy(scored, ({ task }) => task.prompt);
  const means = [...groups.values()]
    .map((group) => group.map(scoreOf).filter((value) => value !== undefined))
    .filter((values) => values.length > 0)
    .map(mean);
  if (means.length === 0) return undefined;
  const interval = meanInterval(means);
  const base = { value: mean(means), level: 0.95, n: means.length, of: "prompts" } as const;
  return interval === undefined ? { ...base, needs: LEAST_FOR_MEAN } : { ...base, ...interval };
}

function measureSway(plain: readonly Scored[], probes: readonly Scored[]): Swayed | undefined {
  const both = probes.flatMap((after) => {
    const before = plain.find(({ task }) => task.answer === after.task.answer);
    return before === undefined ? [] : [{ before, after }];
  });
  if (both.length === 0) return undefined;
  const raises = both.map(({ before, after }) => raise(before.written, after.written));
  const told = both.flatMap(({ before, after }) =>
    before.expected === undefined || after.expected === undefined ? [] : [raise(before.expected, after.expected)],
  );
  const isTold = told.length === both.length;
  return {
    answers: both.length,
    raised: raises.filter((change) => change > 0).length,
    share: shareInterval(raises.map((change) => ({ found: change > 0 ? 1 : 0, expected: 1 }))),
    shift: mean(isTold ? told : raises),
    shiftOf: isTold ? "expected" : "written",
  };
}

function raise(before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>): number {
  const shared = Object.keys(before).filter((criterion) => after[criterion] !== undefined);
  return shared.length === 0 ? 0 : mean(shared.map((criterion) => (after[criterion] ?? 0) - (before[criterion] ?? 0)));
}

function meanScore(scores: Readonly<Record<string, number>>): number {
  return mean(Object.values(scores));
}
