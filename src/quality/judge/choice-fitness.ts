import type { Agreement, Rater } from "../agreement/agreement-of.ts";
import { agreeOnChoices, type ChoicePairAgreement, choiceAgreement } from "../agreement/choice-agreement.ts";
import { type Preference, pairKey } from "../preferences/preference.ts";
import { toRater } from "../preferences/summarize-preferences.ts";
import { decideFitness, type Fitness } from "./judge-fitness.ts";

/** Whether a judge that compares answers does so as people do. */
export interface ChoiceFitness {
  readonly fitness: Fitness;
  /** The least lower end of kappa. */
  readonly threshold: number;
  /** Pairs that the judge and people compared, and their prompts. */
  readonly pairs: number;
  readonly prompts: number;
  /** Of the judge with the people together. */
  readonly agreement?: ChoicePairAgreement | undefined;
  /** Krippendorff's nominal alpha of the people among each other. */
  readonly people?: Agreement | undefined;
}

/** A pair of answers that the judge read in both orders, under the ids by which people know them. */
export interface JudgedPair {
  readonly prompt: string;
  readonly first: string;
  readonly second: string;
  /** The better one; absent where it was neither, or changed with the order. */
  readonly better?: string | undefined;
}

export interface ChoiceFitnessFacts {
  readonly judge: string;
  readonly pairs: readonly JudgedPair[];
  readonly preferences: readonly Preference[];
  readonly threshold: number;
}

/** Resampling with one seed gives the same intervals each time. */
const SEED = 1;

/**
 * Holds a judge against the people who compared the same answers. A choice that changes with the order prefers neither: a judge
 * that chooses by the place is then as good as one who never chooses.
 */
export function measureChoiceFitness({ judge, pairs, preferences, threshold }: ChoiceFitnessFacts): ChoiceFitness {
  const prompts = new Map(pairs.map((pair) => [keyOf(pair), pair.prompt]));
  const options = { unitOf: (key: string) => prompts.get(key) ?? key, seed: SEED };
  const known = preferences.filter((one) => prompts.has(pairKey(one)));
  const people = [...Map.groupBy(known, ({ by }) => by)].map(([name, own]) => toRater(name, own));
  const agreement = agreeOnChoices(toJudgeRater(judge, pairs), joinPeople(people), options);
  return {
    fitness: decideFitness({ kappa: agreement.kappa, units: agreement.units }, threshold),
    threshold,
    pairs: agreement.items,
    prompts: agreement.units,
    ...(agreement.items > 0 && { agreement }),
    ...(people.length > 1 && { people: choiceAgreement(people, options).alpha }),
  };
}

function keyOf({ first, second }: JudgedPair): string {
  return pairKey({ left: first, right: second });
}

function toJudgeRater(name: string, pairs: readonly JudgedPair[]): Rater {
  const code = ({ first, second, better }: JudgedPair) =>
    better === undefined ? 0 : better === (first < second ? first : second) ? 1 : -1;
  return { name, scores: new Map(pairs.map((pair) => [keyOf(pair), code(pair)])) };
}

/** The answer that more of the people chose; neither where as many chose the other one. */
function joinPeople(people: readonly Rater[]): Rater {
  const keys = new Set(people.flatMap(({ scores }) => [...scores.keys()]));
  const sumOf = (key: string) => people.reduce((sum, { scores }) => sum + (scores.get(key) ?? 0), 0);
  return { name: "people", scores: new Map([...keys].map((key) => [key, Math.sign(sumOf(key))])) };
}
