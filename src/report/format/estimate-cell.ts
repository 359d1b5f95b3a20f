import type { UnitScale } from "../../bench/metrics/unit-scale.ts";
import type { Distribution } from "../../bench/summary/scorecard.ts";
import type { Estimate } from "../../core/estimate.ts";
import { type Cell, textCell } from "./cell.ts";
import { decimalsOf, formatNumber } from "./format-number.ts";

/** A value with its interval, `412 [398, 431]`; without one it says how much evidence it takes: `412 (n=3, needs 6)`. */
export function estimateCell(estimate: Estimate, scale: UnitScale): Cell {
  const decimals = decimalsOf(estimate.value / scale.divisor);
  const show = (value: number) => formatNumber(value / scale.divisor, decimals);
  if (estimate.low !== undefined && estimate.high !== undefined)
    return textCell(show(estimate.value), `[${show(estimate.low)}, ${show(estimate.high)}]`);
  return textCell(show(estimate.value), `(${evidence(estimate)})`);
}

/**
 * The 95th percentile of a distribution with its interval; where there is too little evidence for one, the largest
 * value takes its place: `431 max (n=12, needs 60)`.
 */
export function p95Cell(summary: Distribution, scale: UnitScale): Cell {
  if (summary.p95.low !== undefined && summary.p95.high !== undefined) return estimateCell(summary.p95, scale);
  return textCell(`${formatNumber(summary.max / scale.divisor)} max`, `(${evidence(summary.p95)})`);
}

/** Number of observations and the number needed: `n=12, needs 60`. */
function evidence(estimate: Estimate): string {
  return estimate.needs === undefined ? `n=${estimate.n}` : `n=${estimate.n}, needs ${estimate.needs}`;
}
