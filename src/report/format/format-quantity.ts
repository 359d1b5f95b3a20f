import { formatNumber } from "./format-number.ts";
import { scaleFor, type Unit } from "./unit-scale.ts";

/** A value with its unit, such as `412 ms`, `1.24 s`, `38.2 tokens/s`, `1.52 GB` or `83.1%`. What is not finite is `-`. */
export function formatQuantity(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return "-";
  const scale = scaleFor(unit, [Math.abs(value)]);
  const number = formatNumber(value / scale.divisor);
  return scale.unit === "%" ? `${number}%` : `${number} ${scale.unit}`;
}
