import type { Metric } from "../../core/metric.ts";

/** Units of the values that people read; `ratio` is 0 to 1. */
export type Unit = Metric["unit"] | "ratio";

/** Scale of shown values: divided by `divisor` and followed by `unit`. */
export interface UnitScale {
  readonly unit: string;
  readonly divisor: number;
}

/** The scales of each unit, smallest first. MB is 10^6 and GB 10^9 bytes. Ratios are shown in percent, money for 1,000 answers. */
const SCALES: Readonly<Record<Unit, readonly [UnitScale, ...UnitScale[]]>> = {
  ms: [
    { unit: "ms", divisor: 1 },
    { unit: "s", divisor: 1000 },
  ],
  bytes: [
    { unit: "MB", divisor: 1e6 },
    { unit: "GB", divisor: 1e9 },
  ],
  ratio: [{ unit: "%", divisor: 0.01 }],
  tokens: [{ unit: "tokens", divisor: 1 }],
  J: [
    { unit: "mJ", divisor: 0.001 },
    { unit: "J", divisor: 1 },
    { unit: "kJ", divisor: 1000 },
  ],
  money: [{ unit: "per 1,000", divisor: 0.001 }],
  "answers/min": [{ unit: "per minute", divisor: 1 }],
  "answers/Wh": [{ unit: "per Wh", divisor: 1 }],
  "answers/money": [{ unit: "per unit of currency", divisor: 1 }],
  "tokens/s": [{ unit: "tokens/s", divisor: 1 }],
  "characters/s": [{ unit: "characters/s", divisor: 1 }],
};

/** The scale in which all the values of one column or axis read best; the smallest decides, so that none is a fraction. */
export function scaleFor(unit: Unit, values: readonly number[]): UnitScale {
  const scales = SCALES[unit];
  const positive = values.filter((value) => Number.isFinite(value) && value > 0);
  if (positive.length === 0) return scales[0];
  const smallest = positive.reduce((least, value) => Math.min(least, value));
  return scales.findLast(({ divisor }) => smallest >= divisor) ?? scales[0];
}

/** Text behind a number of this scale, the blank included: ` ms`, `%`. */
export function unitSuffix({ unit }: UnitScale): string {
  return unit === "%" ? unit : ` ${unit}`;
}
