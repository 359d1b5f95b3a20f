import { scaleFor, unitSuffix } from "../bench/metrics/unit-scale.ts";
import { toPoints } from "../quality/sources/quality-source.ts";
import type { ObjectiveUnit } from "./objectives.ts";

/** A figure that may have an interval. */
export interface Figure {
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/** A value with its unit for people: `412 ms`, `1.24 s`, `38.2 tokens/s`, `1.52 GB`, `73%`, `3.9 of 5`. */
export function formatFigure(value: number, unit: ObjectiveUnit): string {
  if (unit === "rubric") return `${Number(toPoints(value).toFixed(2))} of 5`;
  const scale = scaleFor(unit, [value]);
  // Without an interval to stand beside, a limit of 1.50 s is one of 1.5 s.
  return `${Number(fixed(value / scale.divisor, figureDecimals(value, unit, scale.divisor)))}${unitSuffix(scale)}`;
}

/** The same with its interval in the same scale: `73% [62, 83]`, `412 ms [398, 431]`. */
export function formatEstimate(figure: Figure, unit: ObjectiveUnit): string {
  if (unit === "rubric") {
    const points = (value: number) => fixed(toPoints(value), 2);
    return `${points(figure.value)} of 5${interval(figure, points)}`;
  }
  const scale = scaleFor(unit, [figure.value]);
  const decimals = figureDecimals(figure.value, unit, scale.divisor);
  const show = (value: number) => fixed(value / scale.divisor, decimals);
  return `${show(figure.value)}${unitSuffix(scale)}${interval(figure, show)}`;
}

/** A share in whole percent, with the ends that are not quite 0 or 1 told apart: `93%`, `under 1%`, `over 99%`. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return "under 1%";
  if (share < 1 && share > 0.99) return "over 99%";
  return `${Math.round(share * 100)}%`;
}

/** How many times as much: `2.1x [1.9, 2.3]`, `0.97x [0.93, 1.02]`. */
export function formatTimes(figure: Figure): string {
  const decimals = figure.value < 2 ? 2 : figure.value < 10 ? 1 : 0;
  return `${fixed(figure.value, decimals)}x${interval(figure, (value) => fixed(value, decimals))}`;
}

/** A difference of shares in points of a hundred: `22 points [9, 35]`. */
export function formatPoints(figure: Figure): string {
  const show = (value: number) => fixed(value * 100, 0);
  const number = show(figure.value);
  return `${number} ${number === "1" || number === "-1" ? "point" : "points"}${interval(figure, show)}`;
}

/** A difference of quality in the points of its source: `22 points [9, 35]` of a hundred, `0.88 rubric points [0.36, 1.40]`. */
export function formatDifference(figure: Figure, unit: ObjectiveUnit): string {
  if (unit !== "rubric") return formatPoints(figure);
  const show = (value: number) => fixed(value * 4, 2);
  return `${show(figure.value)} rubric points${interval(figure, show)}`;
}

/** A count of prompts rounded up to two digits and to tens, as a rough number deserves: `about 90`. */
export function roundRoughly(value: number): number {
  const step = Math.max(10, 10 ** (Math.floor(Math.log10(value)) - 1));
  return Math.ceil(value / step) * step;
}

/** Names as a sentence has them: `a`, `a and b`, `a, b and c`. */
export function listNames(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function interval({ low, high }: Figure, show: (value: number) => string): string {
  if (low === undefined || high === undefined || low === high) return "";
  return ` [${show(low)}, ${show(high)}]`;
}

function figureDecimals(value: number, unit: Exclude<ObjectiveUnit, "rubric">, divisor: number): number {
  return unit === "ratio" ? percentDecimals(value) : decimalsOf(value / divisor);
}

// 99.6% must not read as 100%, nor 0.4% as 0%.
function percentDecimals(share: number): number {
  return (share > 0.99 && share < 1) || (share > 0 && share < 0.01) ? 1 : 0;
}

function decimalsOf(value: number): number {
  const size = Math.abs(value);
  return size >= 100 ? 0 : size >= 10 ? 1 : 2;
}

function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text;
}
