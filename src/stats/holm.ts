/**
 * Which of several tests are significant when the level holds for all of them together, whatever ties them to one
 * another: among true null hypotheses, even one is called significant in at most 1 - `level` of all cases.
 *
 * Source: Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6, 1979.
 */
export function holm(pValues: readonly number[], level = 0.95): readonly boolean[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const significant = pValues.map(() => false);
  for (const [rank, { p, index }] of order.entries()) {
    if (p > (1 - level) / (order.length - rank)) break;
    significant[index] = true;
  }
  return significant;
}
