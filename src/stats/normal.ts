import { bisect } from "./bisect.ts";

/**
 * The share of a standard normal distribution below x, with an absolute error under 1e-14.
 *
 * Source: Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11(4), 2004.
 */
export function normalCdf(x: number): number {
  if (x < -8) return 0;
  if (x > 8) return 1;
  let sum = x;
  let term = x;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * x * x - 0.5 * Math.log(2 * Math.PI));
}

/** The x below which the share `p` (0 to 1, both excluded) of a standard normal distribution lies; within -8 to 8. */
export function normalQuantile(p: number): number {
  return bisect(normalCdf, p, -8, 8);
}
