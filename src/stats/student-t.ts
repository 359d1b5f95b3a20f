import { bisect } from "./bisect.ts";
import { incompleteBeta } from "./incomplete-beta.ts";

/**
 * How likely a Student t with `degrees` of freedom is at least as far from 0 as `t`, on either side.
 *
 * Source: Abramowitz and Stegun 26.7.1 with 26.5.27.
 */
export function studentTwoSidedP(t: number, degrees: number): number {
  if (!Number.isFinite(t)) return 0;
  return incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t));
}

const criticals = new Map<string, number>();

/** The t that a Student t with `degrees` of freedom stays within, on both sides, with probability `level` (up to 1 - 1e-9). */
export function studentCritical(level: number, degrees: number): number {
  // Few are asked for, thousands of times each.
  const key = `${level} ${degrees}`;
  const known = criticals.get(key) ?? bisect((t) => 1 - studentTwoSidedP(t, degrees), level, 0, 1e9);
  criticals.set(key, known);
  return known;
}
