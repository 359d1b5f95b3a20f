import { mean } from "../../stats/centre.ts";
import { shareInterval } from "../../stats/share-interval.ts";
import type { Rater } from "../agreement/agreement-of.ts";
import { type ChoiceAgreement, choiceAgreement } from "../agreement/choice-agreement.ts";
import type { AnsweredItem, SummaryOptions } from "../annotations/summarize-annotations.ts";
import { currentPreferences, type Preference, pairKey, preferredSide, type SaidEntry } from "./preference.ts";
import { type PairShare, promptShare } from "./prompt-share.ts";
import { type AnswerPair, sideOfFirst } from "./select-pairs.ts";

/** What people said of the answers of two targets, side by side. */
export interface TargetPreference {
  readonly targets: readonly [string, string];
  /** Prompts whose answers were compared; each weighs the same, whoever and how many compared it. */
  readonly prompts: number;
  readonly choices: number;
  readonly firstWins: number;
  readonly secondWins: number;
  readonly ties: number;
  /** Of the ties, those in which both answers are bad. */
  readonly bothBad: number;
  /** Share of the first target, a tie being half of one; from 6 prompts on with its interval at 95 %. */
  readonly firstShare: {
    readonly value: number;
    readonly low?: number | undefined;
    readonly high?: number | undefined;
  };
}

/** Whether choices follow what they should not; without a bias each share is about a half. */
export interface ChoiceBias {
  /** Of the choices for one side, those of the left one. */
  readonly left: PairShare;
  /** Of the choices for one side, those of the longer answer. */
  readonly longer: PairShare;
}

export interface PersonChoices extends ChoiceBias {
  readonly by: string;
  readonly pairs: number;
}

/** What people said of a run's answers side by side. */
export interface PreferenceSummary {
  readonly people: readonly PersonChoices[];
  readonly targets: readonly TargetPreference[];
  /** Of all people together. */
  readonly bias: ChoiceBias;
  readonly agreement: ChoiceAgreement;
}

/** A preference with its answers. */
interface Compared {
  readonly preference: Preference;
  readonly prompt: string;
  /** Left and right. */
  readonly answers: AnswerPair;
}

/** Sums up the choices that hold; undefined where nobody has compared anything of this run. */
export function summarizePreferences(
  items: readonly AnsweredItem[],
  entries: readonly SaidEntry[],
  { targets, seed }: SummaryOptions,
): PreferenceSummary | undefined {
  const known = new Map(items.map((item) => [item.item, item]));
  const compared = currentPreferences(entries).flatMap((preference): readonly Compared[] => {
    const [left, right] = [known.get(preference.left), known.get(preference.right)];
    if (left === undefined || left === right || right?.promptId !== left.promptId) return [];
    return [{ preference, prompt: left.promptId, answers: [left, right] }];
  });
  if (compared.length === 0) return undefined;
  const people = [...Map.groupBy(compared, ({ preference }) => preference.by)];
  return {
    people: people.map(([by, own]) => ({ by, pairs: own.length, ...biasOf(own) })),
    targets: targets.flatMap((first, index) =>
      targets.slice(index + 1).flatMap((second) => comparePair([first, second], compared) ?? []),
    ),
    bias: biasOf(compared),
    agreement: choiceAgreement(
      people.map(([name, own]) =>
        toRater(
          name,
          own.map(({ preference }) => preference),
        ),
      ),
      { unitOf: createUnitOf(compared), seed },
    ),
  };
}

/** A person as one who codes which answer is better, in an order of the answers that no model has to do with. */
export function toRater(name: string, preferences: readonly Preference[]): Rater {
  return { name, scores: new Map(preferences.map((one) => [pairKey(one), preferredSide(one)])) };
}

function createUnitOf(compared: readonly Compared[]): (key: string) => string {
  const prompts = new Map(compared.map(({ preference, prompt }) => [pairKey(preference), prompt]));
  return (key) => prompts.get(key) ?? key;
}

function biasOf(compared: readonly Compared[]): ChoiceBias {
  const sided = compared.filter(({ preference: { choice } }) => choice === "left" || choice === "right");
  const isLeft = ({ preference }: Compared) => preference.choice === "left";
  const unequal = sided.filter(({ answers: [left, right] }) => left.answer.length !== right.answer.length);
  return {
    left: promptShare(sided, (one) => [isLeft(one) ? 1 : 0, 1]),
    longer: promptShare(unequal, (one) => {
      const [left, right] = one.answers;
      return [isLeft(one) === left.answer.length > right.answer.length ? 1 : 0, 1];
    }),
  };
}

/** Points of the first target: 1 for its answer, 0 for the other's, half for neither. */
function comparePair(targets: readonly [string, string], compared: readonly Compared[]): TargetPreference | undefined {
  const own = compared.flatMap(({ preference: { choice }, prompt, answers }) => {
    const side = sideOfFirst(answers, targets);
    if (side === undefined) return [];
    const isSided = choice === "left" || choice === "right";
    const points = isSided ? ((choice === "left") === (side === 0) ? 1 : 0) : 0.5;
    return [{ prompt, points, choice }];
  });
  if (own.length === 0) return undefined;
  const means = [...Map.groupBy(own, ({ prompt }) => prompt).values()].map((group) =>
    mean(group.map(({ points }) => points)),
  );
  const count = (wanted: number) => own.filter(({ points }) => points === wanted).length;
  return {
    targets,
    prompts: means.length,
    choices: own.length,
    firstWins: count(1),
    secondWins: count(0),
    ties: count(0.5),
    bothBad: own.filter(({ choice }) => choice === "both-bad").length,
    firstShare: { value: mean(means), ...shareInterval(means.map((found) => ({ found, expected: 1 }))) },
  };
}
