import type { CascadeReplay, ReplayedSignal } from "../../selection/cascade/replay-cascade.ts";
import { formatNumber } from "../format/format-number.ts";

/** The names under which a replay's two models are spoken of. */
export interface ReplayNames {
  readonly small: string;
  readonly large: string;
}

/** The verdict of a replay, in sentences; the first one says whether a cascade pays. */
export function describeReplay(replay: CascadeReplay, { small, large }: ReplayNames): readonly string[] {
  const { chosen, prompts, signals } = replay;
  const best = signals.find(({ policy }) => policy === chosen);
  return [
    best === undefined ? describeNone(replay, { small, large }) : describeBest(best, small),
    ...(best === undefined ? [] : [describeAgainst(replay, best, { small, large })]),
    `All of it rests on ${prompts} prompts; each was decided by a threshold that was chosen without it.`,
  ];
}

function describeBest({ policy, held, overRandom }: ReplayedSignal, small: string): string {
  const { value, low = 0, high = 0 } = overRandom;
  return (
    `Escalate where ${policy.name} of ${small} is ${describeSide(policy)}: ${percent(held.rate)} of the prompts, ` +
    `for ${points(value)} [${bare(low)}, ${bare(high)}] of quality more than escalating as many by lot.`
  );
}

/** Whether the small model, the large one or the cascade is better overall, as figures. */
function describeAgainst({ small, large }: CascadeReplay, { held }: ReplayedSignal, names: ReplayNames): string {
  const overSmall = points(held.quality - small.quality);
  const underLarge = points(large.quality - held.quality);
  const time = formatNumber(held.latencyMs / large.latencyMs);
  return held.quality >= large.quality
    ? `That is ${overSmall} above ${names.small} alone and ${points(held.quality - large.quality)} above ${names.large} alone, in ${time} times its latency.`
    : `That is ${overSmall} above ${names.small} alone and ${underLarge} below ${names.large} alone, in ${time} times its latency.`;
}

function describeNone({ signals, small, large, prompts }: CascadeReplay, names: ReplayNames): string {
  const widest = Math.max(...signals.map(({ overRandom: { low, high } }) => ((high ?? 0) - (low ?? 0)) / 2), 0);
  if (large.quality <= small.quality)
    return `Take no cascade: ${names.large} answered no better than ${names.small} on these prompts (${percent(large.quality)} against ${percent(small.quality)}).`;
  if (signals.length === 0) return "Take no cascade: no signal differs between the answers.";
  const idle = signals.find(({ finding }) => finding === "better");
  if (idle !== undefined)
    return `Take no cascade: escalating by ${idle.signal.name} beats as many by lot, but was not shown to better ${names.small} alone: ${describeGain(idle.overSmall)} points.`;
  const width = widest > 0 ? ` The widest interval is ${points(widest)} to either side.` : "";
  return `Take no cascade: no signal was shown to beat escalating by lot on these ${prompts} prompts.${width}`;
}

/** The side of the threshold that escalates, such as `below -0.31`. */
export function describeSide({ doubtful, threshold }: { doubtful: "low" | "high"; threshold: number }): string {
  return `${doubtful === "high" ? "above" : "below"} ${formatNumber(threshold)}`;
}

export function percent(share: number): string {
  return `${formatNumber(share * 100)}%`;
}

function points(difference: number): string {
  return `${bare(difference)} points`;
}

/** A difference of quality in points of 100, with its interval where there is one. */
export function describeGain({ value, low, high }: ReplayedSignal["overRandom"]): string {
  return low === undefined || high === undefined ? bare(value) : `${bare(value)} [${bare(low)}, ${bare(high)}]`;
}

/** Points of 100 without their name. */
export function bare(difference: number): string {
  return formatNumber(Math.round(difference * 1000) / 10);
}
