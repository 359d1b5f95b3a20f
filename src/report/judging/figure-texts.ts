import type { Agreement } from "../../quality/agreement/agreement-of.ts";
import type { PairShare } from "../../quality/preferences/prompt-share.ts";

/** A coefficient with its interval, after its name; nothing where it is not known. */
export function agreementText(name: string, found: Agreement | undefined): readonly string[] {
  if (found === undefined) return [];
  const { value, interval } = found;
  const ends = interval === undefined ? "" : ` [${signed(interval.low)}, ${signed(interval.high)}]`;
  return [`${name} ${signed(value)}${ends}`];
}

/** `12 of 20 [38, 80 %]`; without an interval where there is none. */
export function shareText({ pairs, of, low, high }: PairShare): string {
  return `${pairs} of ${of}${percentEnds(low === undefined || high === undefined ? undefined : { low, high })}`;
}

export function percentEnds(interval: { readonly low: number; readonly high: number } | undefined): string {
  if (interval === undefined) return "";
  return ` [${(interval.low * 100).toFixed(0)}, ${(interval.high * 100).toFixed(0)} %]`;
}

export function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(2)}`;
}
