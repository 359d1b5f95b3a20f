/** How much better the leader is than the runner-up in one objective, before weighing, and the objective's weight. */
export interface WeighedGain {
  readonly gain: number;
  readonly weight: number;
}

/** One weight changed, all others kept in proportion to one another. */
export interface SingleChange {
  readonly index: number;
  readonly to: number;
}

/** Weights changed so that the runner-up leads, and the sum of all changes, increases and decreases alike. */
export interface LeastChange {
  readonly weights: readonly number[];
  readonly distance: number;
}

/** The least change of one weight at which the runner-up draws level; undefined where none brings it about. */
export function findSingleChange(list: readonly WeighedGain[]): SingleChange | undefined {
  const changes = list.flatMap(({ gain, weight }, index) => {
    const rest = meanGain(list.filter((_, other) => other !== index));
    // The lead at a weight t is t gain + (1 - t) rest.
    const to = rest === undefined || rest === gain ? Number.NaN : rest / (rest - gain);
    return to >= 0 && to <= 1 ? [{ index, to, size: Math.abs(to - weight) }] : [];
  });
  const [least] = changes.toSorted((a, b) => a.size - b.size);
  return least && { index: least.index, to: least.to };
}

/** Gain of the others by their weights; where none has a weight, what is taken from the one goes to all alike. */
function meanGain(others: readonly WeighedGain[]): number | undefined {
  if (others.length === 0) return undefined;
  const total = others.reduce((sum, { weight }) => sum + weight, 0);
  const sum = others.reduce((all, { gain, weight }) => all + gain * (total === 0 ? 1 : weight), 0);
  return sum / (total === 0 ? others.length : total);
}

/**
 * The least change over all weights, by the sum of their changes, at which the runner-up draws level; undefined where no
 * weights bring it about.
 *
 * A linear programme that is solved directly: whatever is taken from a weight lowers the lead most where it goes to the objective
 * in which the runner-up is best, and the weights of those in which the leader is best give most, so they give first.
 */
export function findLeastChange(list: readonly WeighedGain[]): LeastChange | undefined {
  const lowest = list.reduce((least, { gain }, index) => (gain < (list[least]?.gain ?? gain) ? index : least), 0);
  const to = list[lowest]?.gain ?? 0;
  let lead = list.reduce((sum, { gain, weight }) => sum + gain * weight, 0);
  const weights = list.map(({ weight }) => weight);
  const givers = list.map(({ gain }, index) => ({ gain, index })).toSorted((a, b) => b.gain - a.gain);
  let moved = 0;
  for (const { gain, index } of givers) {
    if (lead <= 0 || gain <= to) break;
    const amount = Math.min(weights[index] ?? 0, lead / (gain - to));
    weights[index] = (weights[index] ?? 0) - amount;
    weights[lowest] = (weights[lowest] ?? 0) + amount;
    lead -= amount * (gain - to);
    moved += amount;
  }
  // Rounding may leave a trace of a lead that is gone.
  return lead > 1e-12 ? undefined : { weights, distance: 2 * moved };
}
