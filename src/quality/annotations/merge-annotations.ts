import type { Rubric } from "../rubric/rubric.ts";
import {
  type AnnotationChange,
  type AnnotationEntry,
  type AnyEntry,
  currentAnnotations,
  scoredCriteria,
} from "./annotation.ts";

export interface AnnotationMerge {
  /** The lines to add; none where everything was there already. */
  readonly entries: readonly AnnotationEntry[];
  /** Scores that are new, that go over an earlier one of the same person or take it back, and that were there already. */
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}

/** Finds what annotations add to those that a run has. The criteria must be those that the run was scored by. */
export function mergeAnnotations(
  before: readonly AnyEntry[],
  given: readonly AnnotationChange[],
  { rubric, at }: { readonly rubric: Rubric; readonly at: string },
): AnnotationMerge {
  const known = new Map(currentAnnotations(before).map((one) => [keyOf(one), one]));
  const counts = { added: 0, changed: 0, same: 0 };
  const annotations = given.flatMap((one): AnnotationEntry[] => {
    const old = known.get(keyOf(one));
    const fresh = Object.entries(one.scores).filter(([id, score]) => (old?.scores[id] ?? null) !== score);
    for (const [id] of fresh) counts[old?.scores[id] === undefined ? "added" : "changed"] += 1;
    counts.same += Object.keys(one.scores).length - fresh.length;
    const note = one.note === old?.note ? undefined : one.note;
    if (fresh.length === 0 && note === undefined) return [];
    const scores = Object.fromEntries(fresh);
    return [{ type: "annotation", at, by: one.by, item: one.item, scores, ...(note !== undefined && { note }) }];
  });
  const used = new Set(annotations.flatMap((entry) => (entry.type === "annotation" ? Object.keys(entry.scores) : [])));
  const there = new Set(scoredCriteria(before).map(({ id }) => id));
  const criteria = rubric.criteria
    .filter(({ id }) => used.has(id) && !there.has(id))
    .map((criterion): AnnotationEntry => ({ type: "criterion", at, criterion }));
  return { entries: [...criteria, ...annotations], ...counts };
}

/** Ids of criteria that ask something else than they did when the run was scored by them. */
export function findChangedCriteria(before: readonly AnyEntry[], rubric: Rubric): readonly string[] {
  return scoredCriteria(before).flatMap((old) => {
    const now = rubric.criteria.find(({ id }) => id === old.id);
    return now !== undefined && wordsOf(now) !== wordsOf(old) ? [old.id] : [];
  });
}

function wordsOf({ asks, anchors }: Rubric["criteria"][number]): string {
  return JSON.stringify([asks, anchors[1], anchors[2], anchors[3], anchors[4], anchors[5]]);
}

function keyOf({ by, item }: Pick<AnnotationChange, "by" | "item">): string {
  return JSON.stringify([by, item]);
}
