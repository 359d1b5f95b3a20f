import type { Metric } from "../../core/metric.ts";

/** Units of the values that reports show; `ratio` is 0 to 1. */
export type Unit = Metric["unit"] | "ratio";

/** Scale of shown values: divided by `divisor` and followed by `unit`. */
export interface UnitScale {
  readonly unit: string;
  readonly divisor: number;
}

/**
 * The scale in which all the values of one column or axis read best; the smallest decides, so that none is a fraction.
 *
 * MB is 10^6 and GB 10^9 bytes. Ratios are shown in percent.
 */
export function scaleFor(unit: Unit, values: readonly number[]): UnitScale {
  const finite = values.filter((value) => Number.isFinite(value) && value > 0);
  const smallest = finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  switch (unit) {
    case "ms":
      return finite.length > 0 && smallest >= 1000 ? { unit: "s", divisor: 1000 } : { unit: "ms", divisor: 1 };
    case "bytes":
      return finite.length > 0 && smallest >= 1e9 ? { unit: "GB", divisor: 1e9 } : { unit: "MB", divisor: 1e6 };
    case "ratio":
      return { unit: "%", divisor: 0.01 };
    case "tokens/s":
    case "characters/s":
      return { unit, divisor: 1 };
  }
  return unit satisfies never;
}
