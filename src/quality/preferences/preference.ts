import type { AnnotationEntry } from "../annotations/annotation.ts";

/** What somebody says of two answers side by side; `tie` where they did not say whether both are good or bad. */
export const CHOICES = ["left", "right", "both-good", "both-bad", "tie"] as const;

export type Choice = (typeof CHOICES)[number];

/** Which of two answers to one prompt somebody prefers, and in which order they saw them. */
export interface Preference {
  readonly by: string;
  /** Ids of the answers. */
  readonly left: string;
  readonly right: string;
  readonly choice: Choice;
  /** The better one is so by far. */
  readonly much?: boolean | undefined;
  readonly note?: string | undefined;
}

/** What somebody says now of two answers; null takes a choice back. */
export interface PreferenceChange extends Omit<Preference, "choice"> {
  readonly choice: Choice | null;
}

/** A line of a run's `annotations.jsonl`; a later one of the same person and answers goes over an earlier one. */
export interface PreferenceEntry extends PreferenceChange {
  readonly type: "preference";
  readonly at: string;
}

/** A line of the file, whatever it is about. */
export type SaidEntry = AnnotationEntry | PreferenceEntry;

type Pair = Pick<Preference, "left" | "right">;

/** The same for two answers in both orders. */
export function pairKey({ left, right }: Pair): string {
  return left < right ? `${left}-${right}` : `${right}-${left}`;
}

/** Which answer is preferred: 1 for that whose id sorts first, -1 for the other one, 0 for neither. Tells nothing of models. */
export function preferredSide({ left, right, choice }: Preference): -1 | 0 | 1 {
  if (choice !== "left" && choice !== "right") return 0;
  return (choice === "left") === left < right ? 1 : -1;
}

/** The same preference as somebody would have given it who saw the answers in this order. */
export function seenAs(preference: Preference, { left, right }: Pair): Preference {
  if (preference.left === left) return preference;
  const { choice } = preference;
  const turned = choice === "left" ? "right" : choice === "right" ? "left" : choice;
  return { ...preference, left, right, choice: turned };
}

/** What people have said and not taken back, one for each person and pair, in the order of their first lines. */
export function currentPreferences(entries: readonly SaidEntry[]): readonly Preference[] {
  const current = new Map<string, PreferenceChange>();
  for (const entry of entries) {
    if (entry.type !== "preference") continue;
    const { type: _, at: __, ...said } = entry;
    const key = JSON.stringify([said.by, pairKey(said)]);
    const note = said.note ?? current.get(key)?.note;
    current.set(key, { ...said, ...(note !== undefined && { note }) });
  }
  return [...current.values()].flatMap(({ choice, ...one }) => (choice === null ? [] : [{ ...one, choice }]));
}
