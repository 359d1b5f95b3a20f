/** The bounds of a number in a schema; absent: none. */
export interface NumberBounds {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
}

/** 15 digits: every such number is exact as a double. */
export const largest = 999_999_999_999_999;
const fraction = '("." [0-9]{1,15})?';

/** The grammar of the whole numbers within bounds; empty when there is none. */
export function toIntegerRange(bounds: NumberBounds): string {
  const above = bounds.exclusiveMinimum === undefined ? -largest : Math.floor(bounds.exclusiveMinimum) + 1;
  const below = bounds.exclusiveMaximum === undefined ? largest : Math.ceil(bounds.exclusiveMaximum) - 1;
  const least = Math.max(-largest, Math.ceil(bounds.minimum ?? -largest), above);
  const most = Math.min(largest, Math.floor(bounds.maximum ?? largest), below);
  if (least > most) return "";
  const parts: string[] = [];
  if (least < 0) parts.push(`"-" (${digits(Math.max(1, -most), -least)})`);
  if (most >= 0) parts.push(digits(Math.max(0, least), most));
  return parts.join(" | ");
}

/** The grammar of the numbers within whole bounds, written without an exponent; empty when there is none. */
export function toNumberRange(bounds: NumberBounds): string {
  const lower = tighter(bounds.minimum, bounds.exclusiveMinimum, Math.max) ?? { at: -largest, open: false };
  const upper = tighter(bounds.maximum, bounds.exclusiveMaximum, Math.min) ?? { at: largest, open: false };
  const parts: string[] = [];
  if (lower.at < 0) {
    const nearest = upper.at < 0 ? { at: -upper.at, open: upper.open } : { at: 0, open: upper.at === 0 && upper.open };
    const negative = magnitudes(nearest, { at: -lower.at, open: lower.open });
    if (negative !== "") parts.push(`"-" (${negative})`);
  }
  const nearest = lower.at >= 0 ? lower : { at: 0, open: false };
  const positive = upper.at >= 0 ? magnitudes(nearest, upper) : "";
  if (positive !== "") parts.push(positive);
  return parts.join(" | ");
}

interface Bound {
  readonly at: number;
  /** The bound itself is excluded. */
  readonly open: boolean;
}

function tighter(closed: number | undefined, open: number | undefined, pick: typeof Math.max): Bound | undefined {
  if (open === undefined) return closed === undefined ? undefined : { at: closed, open: false };
  const at = closed === undefined ? open : pick(closed, open);
  return { at, open: at === open };
}

/** Numbers without a sign from one bound to the other. */
function magnitudes(from: Bound, to: Bound): string {
  const parts: string[] = [];
  const first = from.open ? from.at + 1 : from.at;
  const last = to.at - 1;
  if (first <= last) parts.push(`(${digits(first, last)}) ${fraction}`);
  if (from.open && from.at <= last) parts.push(`"${from.at}." "0"{0,14} [1-9] [0-9]{0,14}`);
  if (!to.open && to.at >= first) parts.push(`"${to.at}" ("." "0"{1,15})?`);
  return parts.join(" | ");
}

/** Whole numbers without a sign, both bounds included. */
function digits(from: number, to: number): string {
  const parts: string[] = [];
  for (let low = from; low <= to; ) {
    const length = String(low).length;
    const high = Math.min(to, 10 ** length - 1);
    parts.push(sameLength(String(low), String(high)));
    low = high + 1;
  }
  return parts.join(" | ");
}

function sameLength(low: string, high: string): string {
  if (low === high) return low === "" ? "" : `"${low}"`;
  const rest = low.length - 1;
  if (/^0*$/.test(low) && /^9*$/.test(high)) return `[0-9]{${low.length}}`;
  const [first, last] = [Number(low[0]), Number(high[0])];
  const [lowRest, highRest] = [low.slice(1), high.slice(1)];
  if (first === last) return `"${first}" (${sameLength(lowRest, highRest)})`;
  if (rest === 0) return `[${first}-${last}]`;
  const parts: string[] = [];
  const fromStart = /^0*$/.test(lowRest);
  const toEnd = /^9*$/.test(highRest);
  if (!fromStart) parts.push(`"${first}" (${sameLength(lowRest, "9".repeat(rest))})`);
  const [begin, end] = [fromStart ? first : first + 1, toEnd ? last : last - 1];
  if (begin <= end) parts.push(`[${begin}-${end}] [0-9]{${rest}}`);
  if (!toEnd) parts.push(`"${last}" (${sameLength("0".repeat(rest), highRest)})`);
  return parts.join(" | ");
}
