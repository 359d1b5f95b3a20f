import {
  currentPreferences,
  type Preference,
  type PreferenceChange,
  type PreferenceEntry,
  pairKey,
  type SaidEntry,
  seenAs,
} from "./preference.ts";

export interface PreferenceMerge {
  /** The lines to add; none where everything was there already. */
  readonly entries: readonly PreferenceEntry[];
  /** Choices that are new, that go over an earlier one of the same person or take it back, and that were there already. */
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}

/** Finds what choices add to those that a run has; the same choice in the other order is no other one. */
export function mergePreferences(
  before: readonly SaidEntry[],
  given: readonly PreferenceChange[],
  at: string,
): PreferenceMerge {
  const known = new Map(currentPreferences(before).map((one) => [keyOf(one), one]));
  const counts = { added: 0, changed: 0, same: 0 };
  const entries = given.flatMap((one): PreferenceEntry[] => {
    const old = known.get(keyOf(one));
    if (isSame(old, one)) {
      counts.same += 1;
      return [];
    }
    counts[old === undefined ? "added" : "changed"] += 1;
    return [{ type: "preference", at, ...one }];
  });
  return { entries, ...counts };
}

function isSame(old: Preference | undefined, now: PreferenceChange): boolean {
  if (old === undefined) return now.choice === null;
  const { choice, much = false, note } = seenAs(old, now);
  return choice === now.choice && much === (now.much ?? false) && (now.note ?? note) === note;
}

function keyOf(one: Pick<PreferenceChange, "by" | "left" | "right">): string {
  return JSON.stringify([one.by, pairKey(one)]);
}
