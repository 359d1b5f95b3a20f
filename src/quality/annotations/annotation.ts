import type { Criterion, Score } from "../rubric/rubric.ts";

/** Scores of one answer by one person. */
export interface Annotation {
  /** Name of the person. */
  readonly by: string;
  /** Id of the answer, which tells nothing of its model. */
  readonly item: string;
  /** By criterion; only those that the person gave. */
  readonly scores: Readonly<Record<string, Score>>;
  readonly note?: string | undefined;
}

/** What a person says now of an answer; null takes a score back. */
export interface AnnotationChange extends Omit<Annotation, "scores"> {
  readonly scores: Readonly<Record<string, Score | null>>;
}

/**
 * One line of a run's `annotations.jsonl`. A later annotation of the same answer by the same person goes over an
 * earlier one, criterion by criterion; the earlier one stays in the file.
 */
export type AnnotationEntry =
  | { readonly type: "criterion"; readonly at: string; readonly criterion: Criterion }
  | ({ readonly type: "annotation"; readonly at: string } & AnnotationChange);

/** Lines of the file that are about something else are passed over. */
export type AnyEntry = AnnotationEntry | { readonly type: "preference" };

/** The annotations that hold, one for each person and answer, in the order of their first lines. */
export function currentAnnotations(entries: readonly AnyEntry[]): readonly Annotation[] {
  const current = new Map<string, Annotation>();
  for (const entry of entries) {
    if (entry.type !== "annotation") continue;
    const { by, item, scores, note } = entry;
    const key = JSON.stringify([by, item]);
    const before = current.get(key);
    current.set(key, { by, item, scores: withChanges(before?.scores, scores), note: note ?? before?.note });
  }
  return [...current.values()];
}

function withChanges(before: Annotation["scores"] = {}, changes: AnnotationChange["scores"]): Annotation["scores"] {
  const all = Object.entries({ ...before, ...changes });
  return Object.fromEntries(all.flatMap(([id, score]) => (score === null ? [] : [[id, score] as const])));
}

/** The criteria that were scored, in the order of their first scores. */
export function scoredCriteria(entries: readonly AnyEntry[]): readonly Criterion[] {
  return entries.flatMap((entry) => (entry.type === "criterion" ? [entry.criterion] : []));
}
