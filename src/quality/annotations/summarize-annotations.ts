import { mean } from "../../stats/centre.ts";
import { type MeanInterval, meanInterval } from "../../stats/mean-interval.ts";
import { agreementOf, type RaterAgreement } from "../agreement/agreement-of.ts";
import type { Criterion, Score } from "../rubric/rubric.ts";
import { type Annotation, type AnyEntry, currentAnnotations, scoredCriteria } from "./annotation.ts";
import { type Dispute, findDisputes } from "./find-disputes.ts";

/** An answer, and who gave it. */
export interface AnsweredItem {
  readonly item: string;
  readonly promptId: string;
  readonly answer: string;
  readonly targets: readonly string[];
}

export interface PersonProgress {
  readonly by: string;
  /** Answers with at least one score. */
  readonly items: number;
  readonly scores: number;
}

/** Scores of a target by one criterion. */
export interface TargetScore {
  readonly target: string;
  readonly criterion: string;
  /** Mean over prompts, each of which is the mean over its answers, and these over people. */
  readonly mean: number;
  /** Absent below 12 prompts. */
  readonly interval?: MeanInterval | undefined;
  /** Prompts whose answers were scored. */
  readonly prompts: number;
}

/** What people said of a run. */
export interface AnnotationSummary {
  /** Answers that there are to score. */
  readonly items: number;
  readonly people: readonly PersonProgress[];
  readonly criteria: readonly Criterion[];
  readonly scores: readonly TargetScore[];
  /** How far people agree, by criterion; only those that two scored. */
  readonly agreement: readonly CriterionAgreement[];
  readonly disputes: readonly Dispute[];
}

export interface CriterionAgreement extends RaterAgreement {
  readonly criterion: string;
}

export interface SummaryOptions {
  /** Ids of the targets, in the order to show. */
  readonly targets: readonly string[];
  /** Of the intervals. */
  readonly seed: number;
}

/** Sums up the scores that hold: who gave how many, how the targets did, how far people agree, and where they differ most. */
export function summarizeAnnotations(
  items: readonly AnsweredItem[],
  entries: readonly AnyEntry[],
  { targets, seed }: SummaryOptions,
): AnnotationSummary {
  const known = new Set(items.map(({ item }) => item));
  const annotations = currentAnnotations(entries).filter(({ item }) => known.has(item));
  const criteria = scoredCriteria(entries);
  return {
    items: items.length,
    people: listPeople(annotations),
    criteria,
    scores: targets.flatMap((target) =>
      criteria.flatMap(({ id }) => scoreTarget(target, id, { items, annotations }) ?? []),
    ),
    agreement: criteria
      .map(({ id }) => ({ criterion: id, ...agreementBy(id, { items, annotations, seed }) }))
      .filter((agreement) => agreement.items > 0),
    disputes: findDisputes(items, annotations),
  };
}

/** Raters are compared on the answers that both scored, and these are resampled by prompt. */
function agreementBy(
  criterion: string,
  { items, annotations, seed }: Given & { readonly seed: number },
): RaterAgreement {
  const prompts = new Map(items.map(({ item, promptId }) => [item, promptId]));
  const raters = [...Map.groupBy(annotations, ({ by }) => by)].map(([name, own]) => ({
    name,
    scores: new Map(
      own.flatMap(({ item, scores }) => (scores[criterion] === undefined ? [] : [[item, scores[criterion]]])),
    ),
  }));
  return agreementOf(raters, { unitOf: (item) => prompts.get(item) ?? item, seed });
}

function listPeople(annotations: readonly Annotation[]): readonly PersonProgress[] {
  return [...new Set(annotations.map(({ by }) => by))].map((by) => {
    const own = annotations.filter((one) => one.by === by && Object.keys(one.scores).length > 0);
    return { by, items: own.length, scores: own.reduce((sum, { scores }) => sum + Object.keys(scores).length, 0) };
  });
}

interface Given {
  readonly items: readonly AnsweredItem[];
  readonly annotations: readonly Annotation[];
}

function scoreTarget(target: string, criterion: string, { items, annotations }: Given): TargetScore | undefined {
  const scores = new Map<string, Score[]>();
  for (const { item, scores: given } of annotations) {
    const score = given[criterion];
    if (score !== undefined) scores.set(item, [...(scores.get(item) ?? []), score]);
  }
  const byPrompt = new Map<string, number[]>();
  for (const { item, promptId, targets } of items) {
    const given = scores.get(item);
    if (given === undefined || !targets.includes(target)) continue;
    byPrompt.set(promptId, [...(byPrompt.get(promptId) ?? []), mean(given)]);
  }
  const values = [...byPrompt.values()].map(mean);
  if (values.length === 0) return undefined;
  const interval = meanInterval(values);
  return {
    target,
    criterion,
    mean: mean(values),
    ...(interval !== undefined && { interval: { low: Math.max(1, interval.low), high: Math.min(5, interval.high) } }),
    prompts: values.length,
  };
}
