import { AssayError } from "../../core/errors.ts";
import type { BlindItem } from "../../quality/annotations/write-stub.ts";
import {
  currentPreferences,
  type Preference,
  type PreferenceChange,
  pairKey,
  seenAs,
} from "../../quality/preferences/preference.ts";
import type { Rubric } from "../../quality/rubric/rubric.ts";
import { addSaid, findPerson, type ScoreCounts } from "./add-scores.ts";
import { comparableKeys, DEFAULT_PAIRS, listPairs } from "./list-pairs.ts";
import type { RunScoring } from "./read-scoring.ts";

/** Answers to be compared as one person sees them, without anything that tells which model gave them. */
export interface BlindPairs {
  readonly by: string;
  readonly items: readonly BlindItem[];
  readonly pairs: readonly { readonly left: string; readonly right: string }[];
  readonly total: number;
  /** What this person has said so far, by the sides of these pairs. */
  readonly own: readonly Preference[];
}

/** @throws AssayError `invalid-input` when the name is none, or there is nothing to compare */
export function toBlindPairs(scoring: RunScoring, name: string, most = DEFAULT_PAIRS): BlindPairs {
  const by = findPerson(name, scoring.entries);
  const said = new Map(
    currentPreferences(scoring.entries).flatMap((one) => (one.by === by ? [[pairKey(one), one] as const] : [])),
  );
  const { pairs: shown, total } = listPairs(scoring, { order: by.toLowerCase(), most });
  const pairs = shown.map(({ left, right }) => ({ left: left.item, right: right.item }));
  const items = new Map(shown.flatMap(({ left, right }) => [left, right]).map((one) => [one.item, one]));
  return {
    by,
    items: [...items.values()].map(({ item, prompt, reference, answer }) => ({
      item,
      prompt,
      answer,
      ...(reference !== undefined && { reference }),
    })),
    pairs,
    total,
    own: pairs.flatMap((pair) => {
      const one = said.get(pairKey(pair));
      return one === undefined ? [] : [seenAs(one, pair)];
    }),
  };
}

/**
 * Keeps what a person says of two answers, beside the run.
 *
 * @throws AssayError `invalid-input` when these are no two answers to one prompt of the run; `run-locked`, `storage-failed`
 */
export async function compareAnswers(
  scoring: RunScoring,
  change: PreferenceChange,
  options: { readonly rubric: Rubric; readonly now: () => Date },
): Promise<ScoreCounts> {
  if (change.left === change.right || !comparableKeys(scoring.items).has(pairKey(change)))
    throw new AssayError({
      code: "invalid-input",
      message: `${JSON.stringify(change.left)} and ${JSON.stringify(change.right)} are no two answers to one prompt of the run ${scoring.run.id}.`,
      hint: "Read the run's answers again: it may have been measured again meanwhile.",
    });
  const by = findPerson(change.by, scoring.entries);
  return await addSaid(scoring.folder, [{ preferences: [{ ...change, by }] }], options);
}
