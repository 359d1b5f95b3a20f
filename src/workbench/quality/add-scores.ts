import { AssayError } from "../../core/errors.ts";
import { type AnnotationChange, currentAnnotations } from "../../quality/annotations/annotation.ts";
import { findChangedCriteria, mergeAnnotations } from "../../quality/annotations/merge-annotations.ts";
import { mergePreferences } from "../../quality/preferences/merge-preferences.ts";
import { currentPreferences, type PreferenceChange, type SaidEntry } from "../../quality/preferences/preference.ts";
import type { Rubric } from "../../quality/rubric/rubric.ts";
import { addAnnotations } from "../scores/annotations-file.ts";

/** Scores that are new, that go over an earlier one of the same person or take it back, and that were there already. */
export interface ScoreCounts {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}

/** What people say of answers one by one, and of two side by side. */
export interface Said {
  readonly scores: readonly AnnotationChange[];
  readonly preferences: readonly PreferenceChange[];
}

/**
 * Adds to what people said of a run, in the order given: all of it, or nothing.
 *
 * @throws AssayError `invalid-input` for a criterion that asked something else before, `run-locked`, `storage-failed`
 */
export async function addSaid(
  folder: string,
  given: readonly Partial<Said>[],
  { rubric, now }: { readonly rubric: Rubric; readonly now: () => Date },
): Promise<ScoreCounts> {
  const counts = { added: 0, changed: 0, same: 0 };
  const at = now().toISOString();
  await addAnnotations(folder, (before) => {
    const entries: SaidEntry[] = [];
    for (const { scores = [], preferences = [] } of given) {
      if (scores.length > 0) refuseChangedCriteria(before, rubric);
      const known = [...before, ...entries];
      const merges = [mergeAnnotations(known, scores, { rubric, at }), mergePreferences(known, preferences, at)];
      for (const merge of merges) {
        entries.push(...merge.entries);
        for (const key of ["added", "changed", "same"] as const) counts[key] += merge[key];
      }
    }
    return entries;
  });
  return counts;
}

const MOST_LETTERS = 60;

/**
 * Names the person as the run knows them already, whatever the case of the letters; else as written.
 *
 * @throws AssayError `invalid-input` for what is no name
 */
export function findPerson(written: string, entries: readonly SaidEntry[]): string {
  const name = written.normalize("NFC").trim().replaceAll(/\s+/g, " ");
  if (name === "" || name.length > MOST_LETTERS || /\p{Cc}/u.test(name))
    throw new AssayError({
      code: "invalid-input",
      message: `The name of who scored must be a text of 1 to ${MOST_LETTERS} letters, not ${JSON.stringify(written)}.`,
    });
  const people = [...currentAnnotations(entries), ...currentPreferences(entries)];
  return people.find(({ by }) => by.toLowerCase() === name.toLowerCase())?.by ?? name;
}

/**
 * Refuses a rubric with criteria that asked something else when the run was scored by them: such scores cannot be put together.
 *
 * @throws AssayError `invalid-input`
 */
export function refuseChangedCriteria(entries: readonly SaidEntry[], rubric: Rubric): void {
  const changed = findChangedCriteria(entries, rubric);
  if (changed.length === 0) return;
  throw new AssayError({
    code: "invalid-input",
    message: `The rubric asks something else for ${changed.join(", ")} than when this run was scored before.`,
    hint: "Give the new criterion an id of its own, or score with the rubric that was used before.",
  });
}
