/** Of each list the place from 1 counts; what stands in several lists stands high. */
const SMOOTHING = 60;

/**
 * Joins ranked lists of ids into one, best first.
 *
 * Reciprocal rank fusion: the scores of words and of vectors cannot be added, their places can. Source: Cormack, Clarke and
 * Büttcher, SIGIR 2009, with its constant of 60.
 */
export function fuseRanks(
  lists: readonly (readonly number[])[],
): readonly { readonly id: number; readonly score: number }[] {
  const scores = new Map<number, number>();
  for (const list of lists)
    for (const [index, id] of list.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (SMOOTHING + index + 1));
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score || a.id - b.id);
}
