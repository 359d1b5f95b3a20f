import { logGamma } from "./log-gamma.ts";

/**
 * The regularised incomplete beta function I_x(a, b), for a, b > 0 and x in 0 to 1, to about 12 digits.
 *
 * Source: the continued fraction of Abramowitz and Stegun 26.5.8, evaluated by the modified Lentz method.
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast only below this point; above it the symmetric form does.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x);
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return (Math.exp(logFront) / a) * continuedFraction(a, b, x);
}

// Far more steps than the largest sample needs (they grow with the square root of a and b).
const MAX_STEPS = 100_000;

function continuedFraction(a: number, b: number, x: number): number {
  let denominator = 1 / (1 - ((a + b) * x) / (a + 1));
  let numerator = 1;
  let fraction = denominator;
  for (let m = 1; m < MAX_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const term of [even, odd]) {
      denominator = 1 / awayFromZero(1 + term * denominator);
      numerator = awayFromZero(1 + term / numerator);
      change = denominator * numerator;
      fraction *= change;
    }
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return fraction;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
