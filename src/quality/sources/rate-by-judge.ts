import { mean } from "../../stats/centre.ts";
import { type Annotation, currentAnnotations, scoredCriteria } from "../annotations/annotation.ts";
import type { AnsweredItem } from "../annotations/summarize-annotations.ts";
import { type Disagreement, findDisagreements } from "../judge/find-disagreements.ts";
import { type JudgeFitness, measureFitness } from "../judge/judge-fitness.ts";
import type { Judgement } from "../judge/judgement.ts";
import { type Judging, joinJudgings } from "../judge/judging.ts";
import type { ModelOrigin } from "../judge/tell-relation.ts";
import type { SaidEntry } from "../preferences/preference.ts";
import type { Criterion } from "../rubric/rubric.ts";
import { toShare } from "./quality-source.ts";
import { type Points, pointsOfPeople, type Rating, rateAnswers } from "./rate-answers.ts";

/** A judge's rating of an answer. */
export interface JudgedRating extends Rating {
  /** The mean of the people's scores by the very criteria of the rating, 0 to 1; absent where they did not score it by all of them. */
  readonly truth?: number | undefined;
}

/** What the judge that counts said of a run. */
export interface JudgeRatings {
  readonly judge: ModelOrigin;
  readonly fitness: JudgeFitness;
  readonly criteria: readonly string[];
  readonly rate: (prompt: string, answer: string) => JudgedRating | undefined;
  readonly disagreements: readonly Disagreement[];
}

/** What people said. */
interface PeopleSaid {
  readonly annotations: readonly Annotation[];
  /** The criteria that they scored by. */
  readonly scoredCriteria: readonly Criterion[];
}

/** Everything that was said beside a run. */
export interface SaidOfRun extends PeopleSaid {
  readonly items: readonly AnsweredItem[];
  readonly judgings: readonly Judging[];
  readonly judgements: readonly Judgement[];
}

export function toPeople(entries: readonly SaidEntry[]): PeopleSaid {
  return { annotations: currentAnnotations(entries), scoredCriteria: scoredCriteria(entries) };
}

/** Rates answers by a judge: the fit one that judged last, else the one that judged last. Absent where none could be read. */
export function rateByJudge(said: SaidOfRun): JudgeRatings | undefined {
  const byKey = new Map(said.judgements.map((judgement) => [judgement.key, judgement]));
  const judged = joinJudgings(said.judgings).flatMap((judging) => {
    const points = pointsOf(judging, byKey);
    return points.size === 0 ? [] : [{ judging, points, fitness: fitnessOf(judging, points, said) }];
  });
  const chosen = judged.findLast(({ fitness }) => fitness.fitness === "fit") ?? judged.at(-1);
  if (chosen === undefined) return undefined;
  const { judging, points, fitness } = chosen;
  const people = pointsOfPeople(said.annotations);
  const rated = rateAnswers(said.items, points);
  const itemOf = new Map(said.items.map(({ item, promptId, answer }) => [JSON.stringify([promptId, answer]), item]));
  return {
    judge: judging.judge,
    fitness,
    criteria: judging.criteria.map(({ id }) => id),
    rate(prompt, answer) {
      const rating = rated(prompt, answer);
      if (rating === undefined) return undefined;
      const own = people.get(itemOf.get(JSON.stringify([prompt, answer])) ?? "") ?? {};
      const scores = rating.criteria.flatMap((id) => own[id] ?? []);
      return { ...rating, ...(scores.length === rating.criteria.length && { truth: mean(scores.map(toShare)) }) };
    },
    disagreements: findDisagreements(
      said.items.flatMap(({ item, promptId, answer, targets }) => {
        const [judge, own] = [points.get(item), people.get(item)];
        return judge && own ? [{ item, promptId, answer, targets, judge, people: own }] : [];
      }),
    ),
  };
}

/** The scores that could be read, by item. */
function pointsOf({ items }: Judging, byKey: ReadonlyMap<string, Judgement>): ReadonlyMap<string, Points> {
  return new Map(
    items.flatMap(({ item, key }) => {
      const judgement = byKey.get(key);
      return judgement?.kind === "scores" && judgement.reading.type === "read"
        ? [[item, judgement.reading.value] as const]
        : [];
    }),
  );
}

function fitnessOf(
  { judge, criteria, threshold }: Judging,
  points: ReadonlyMap<string, Points>,
  { items, annotations, scoredCriteria }: SaidOfRun,
): JudgeFitness {
  const judged = items.flatMap(({ item, promptId }) => {
    const scores = points.get(item);
    return scores === undefined ? [] : [{ item, prompt: promptId, scores }];
  });
  return measureFitness({ judge: judge.id, criteria, items: judged, annotations, scoredCriteria, threshold });
}
