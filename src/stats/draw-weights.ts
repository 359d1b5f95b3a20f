import type { Random } from "../lib/random.ts";

/**
 * Weights drawn around given ones: a Dirichlet distribution whose mean they are. One that is 0 stays 0.
 *
 * @param concentration the larger, the nearer: the standard deviation of a weight w is the root of w (1 - w) / (concentration + 1)
 */
export function drawNear(weights: readonly number[], concentration: number, random: Random): readonly number[] {
  return toShares(weights.map((weight) => (weight === 0 ? 0 : drawGamma(weight * concentration, random))));
}

/** Weights of which every set that sums to 1 is as likely as any other. */
export function drawAny(count: number, random: Random): readonly number[] {
  return toShares(Array.from({ length: count }, () => -Math.log(1 - random.next())));
}

function toShares(values: readonly number[]): readonly number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return sum > 0 ? values.map((value) => value / sum) : values.map(() => 1 / values.length);
}

/** Source: Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", ACM Transactions on Mathematical Software 26(3), 2000. */
function drawGamma(shape: number, random: Random): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
