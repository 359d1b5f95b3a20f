import type * as Plot from "@observablehq/plot";

/** Beyond this ratio of largest to smallest, a linear axis would press most values into a corner. */
const LOG_RATIO = 40;

/** An axis for these values: linear from 0, or logarithmic where they differ too much. */
export function niceScale(values: readonly number[]): Plot.ScaleOptions {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const value of values) {
    if (value > 0) least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (most > 0 && most / least > LOG_RATIO)
    return { type: "log", domain: [least / 1.15, most * 1.15], ticks: 6, tickFormat: "~g" };
  return { type: "linear", domain: [0, most > 0 ? most * 1.04 : 1], ticks: 6 };
}
