import { LEAST_FOR_BOOTSTRAP } from "../../stats/bootstrap-interval.ts";
import { mean } from "../../stats/centre.ts";
import { type Agreement, agreementOf, type PairAgreement, type Rater } from "../agreement/agreement-of.ts";
import type { Annotation } from "../annotations/annotation.ts";
import type { Criterion } from "../rubric/rubric.ts";

/** Whether a judge agrees with people well enough: the lower end of the interval of weighted kappa decides. */
export type Fitness = "fit" | "unfit" | "unproven";

export interface CriterionFitness {
  readonly criterion: string;
  readonly fitness: Fitness;
  /** Answers that the judge and people scored, and the prompts that they belong to. */
  readonly answers: number;
  readonly prompts: number;
  /** Of the judge with the mean of the people. */
  readonly agreement?: PairAgreement | undefined;
  /** Krippendorff's alpha of the people among each other: no judge can be expected to agree better. */
  readonly people?: Agreement | undefined;
}

export interface JudgeFitness {
  /** Fit only where it is so by every criterion. */
  readonly fitness: Fitness;
  /** The least lower end of weighted kappa. */
  readonly threshold: number;
  readonly criteria: readonly CriterionFitness[];
}

/** One answer as the judge scored it, under the id by which people know it. */
export interface JudgedItem {
  readonly item: string;
  readonly prompt: string;
  readonly scores: Readonly<Record<string, number>>;
}

export interface FitnessFacts {
  readonly judge: string;
  readonly criteria: readonly Criterion[];
  readonly items: readonly JudgedItem[];
  readonly annotations: readonly Annotation[];
  /** The criteria that people scored by, as they read at the time. */
  readonly scoredCriteria: readonly Criterion[];
  readonly threshold: number;
}

/** Resampling with one seed gives the same intervals each time. */
const SEED = 1;

/** Holds a judge against the people who scored the same answers by the same criteria. */
export function measureFitness(facts: FitnessFacts): JudgeFitness {
  const criteria = facts.criteria.map((criterion) => measureCriterion(criterion, facts));
  const found = new Set(criteria.map(({ fitness }) => fitness));
  const fitness = found.has("unfit") ? "unfit" : found.has("unproven") || criteria.length === 0 ? "unproven" : "fit";
  return { fitness, threshold: facts.threshold, criteria };
}

function measureCriterion(criterion: Criterion, facts: FitnessFacts): CriterionFitness {
  const { id } = criterion;
  const promptOf = new Map(facts.items.map(({ item, prompt }) => [item, prompt]));
  const options = { unitOf: (item: string) => promptOf.get(item) ?? item, seed: SEED };
  const people = facts.scoredCriteria.some((one) => isSame(one, criterion)) ? listPeople(id, facts.annotations) : [];
  const judge: Rater = {
    name: facts.judge,
    scores: new Map(facts.items.flatMap(({ item, scores }) => (scores[id] === undefined ? [] : [[item, scores[id]]]))),
  };
  const [agreement] = agreementOf([judge, joinPeople(people)], options).pairs;
  const { items: answers = 0, units: prompts = 0 } = agreement ?? {};
  return {
    criterion: id,
    fitness: decideFitness({ kappa: agreement?.quadraticKappa, units: prompts }, facts.threshold),
    answers,
    prompts,
    ...(answers > 0 && { agreement }),
    ...(people.length > 1 && { people: agreementOf(people, options).alpha }),
  };
}

/**
 * Tells whether a judge that agrees so with people is fit.
 *
 * Without an interval a judge is unproven, unless it had enough prompts and agrees too little all the same, as one does that gives
 * one score to all.
 */
export function decideFitness({ kappa, units }: Evidence, threshold: number): Fitness {
  if (kappa === undefined || units < LEAST_FOR_BOOTSTRAP) return "unproven";
  const { value, interval } = kappa;
  if (interval === undefined) return value < threshold ? "unfit" : "unproven";
  return interval.low >= threshold ? "fit" : "unfit";
}

/** How far a judge agrees with people, over how many prompts. */
interface Evidence {
  readonly kappa?: Agreement | undefined;
  readonly units: number;
}

function listPeople(criterion: string, annotations: readonly Annotation[]): readonly Rater[] {
  return [...Map.groupBy(annotations, ({ by }) => by)].map(([name, own]) => ({
    name,
    scores: new Map(
      own.flatMap(({ item, scores }) => (scores[criterion] === undefined ? [] : [[item, scores[criterion]]])),
    ),
  }));
}

/** The mean of all people who scored an answer. */
function joinPeople(people: readonly Rater[]): Rater {
  const items = new Set(people.flatMap(({ scores }) => [...scores.keys()]));
  const meanOf = (item: string) => mean(people.flatMap(({ scores }) => scores.get(item) ?? []));
  return { name: "people", scores: new Map([...items].map((item) => [item, meanOf(item)])) };
}

/** Of one name, another question or other anchors make another criterion. */
function isSame(a: Criterion, b: Criterion): boolean {
  const content = ({ id, asks, anchors }: Criterion) => JSON.stringify([id, asks, Object.entries(anchors)]);
  return content(a) === content(b);
}
