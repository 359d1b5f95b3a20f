import { scaleFor, type Unit, unitSuffix } from "../../bench/metrics/unit-scale.ts";
import { formatNumber } from "./format-number.ts";

/** A value with its unit, such as `412 ms`, `1.24 s`, `38.2 tokens/s`, `1.52 GB` or `83.1%`. What is not finite is `-`. */
export function formatQuantity(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return "-";
  const scale = scaleFor(unit, [Math.abs(value)]);
  return `${formatNumber(value / scale.divisor)}${unitSuffix(scale)}`;
}
