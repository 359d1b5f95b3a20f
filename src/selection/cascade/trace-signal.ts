import { type CandidateSignal, type CascadeItem, doubtOf } from "./cascade-item.ts";

/** What a policy comes to over the prompts. */
export interface Point {
  /** Share of prompts that are escalated. */
  readonly rate: number;
  /** Means over all prompts. */
  readonly quality: number;
  readonly latencyMs: number;
  /** Absent where a price is not known of every answer. */
  readonly cost?: number | undefined;
}

/** A point of a signal's curve, with the threshold that leads to it. */
export interface TracedPoint extends Point {
  readonly threshold: number;
}

/**
 * All that a signal can do: a point for each threshold that parts the prompts differently, from none escalated to all that tell it.
 * An escalated prompt takes the time and the cost of both models.
 */
export function traceSignal(items: readonly CascadeItem[], signal: CandidateSignal): readonly TracedPoint[] {
  const ordered = items.map((item) => ({ item, doubt: doubtOf(item, signal) })).sort((a, b) => b.doubt - a.doubt);
  const sums = startSums(items);
  const points: TracedPoint[] = [];
  for (const [index, { item, doubt }] of ordered.entries()) {
    // Equal doubts are escalated together or not at all.
    if (index === 0 || doubt !== ordered[index - 1]?.doubt) {
      const threshold = thresholdBetween(ordered[index - 1]?.doubt, doubt);
      points.push({
        ...toPoint(sums, items.length),
        threshold: signal.doubtful === "high" ? threshold : 0 - threshold,
      });
    }
    if (doubt === Number.NEGATIVE_INFINITY) return points;
    sums.escalate(item);
  }
  const least = ordered.at(-1)?.doubt ?? 0;
  const threshold = least - Math.max(1e-9, Math.abs(least) * 1e-9);
  points.push({ ...toPoint(sums, items.length), threshold: signal.doubtful === "high" ? threshold : 0 - threshold });
  return points;
}

/** The most that any policy could do: at each rate the prompts are escalated that gain most by it. */
export function traceOracle(items: readonly CascadeItem[]): readonly Point[] {
  const ordered = [...items].sort((a, b) => gainOf(b) - gainOf(a));
  const sums = startSums(items);
  const points = [toPoint(sums, items.length)];
  for (const item of ordered) {
    sums.escalate(item);
    points.push(toPoint(sums, items.length));
  }
  return points;
}

/** What escalating a share of prompts by lot comes to. */
export function traceRandom(items: readonly CascadeItem[], rate: number): Point {
  const sums = startSums(items);
  const none = toPoint(sums, items.length);
  for (const item of items) sums.escalate(item);
  const all = toPoint(sums, items.length);
  const between = (from: number, to: number) => from + rate * (to - from);
  return {
    rate,
    quality: between(none.quality, all.quality),
    latencyMs: between(none.latencyMs, all.latencyMs),
    ...(none.cost !== undefined && all.cost !== undefined && { cost: between(none.cost, all.cost) }),
  };
}

/** What escalating exactly these prompts comes to. */
export function traceChosen(items: readonly CascadeItem[], isEscalated: (item: CascadeItem) => boolean): Point {
  const sums = startSums(items);
  for (const item of items) if (isEscalated(item)) sums.escalate(item);
  return toPoint(sums, items.length);
}

/** One model alone. */
export function traceAlone(items: readonly CascadeItem[], which: "small" | "large"): Point {
  const mean = (read: (item: CascadeItem) => number) => items.reduce((sum, item) => sum + read(item), 0) / items.length;
  const isPriced = items.every((item) => item[which].cost !== undefined);
  return {
    rate: which === "small" ? 0 : 1,
    quality: mean((item) => item[which].quality),
    latencyMs: mean((item) => item[which].latencyMs),
    ...(isPriced && { cost: mean((item) => item[which].cost ?? 0) }),
  };
}

function gainOf({ small, large }: CascadeItem): number {
  return large.quality - small.quality;
}

/** Halfway between two doubts, so that a value a little off falls on the same side. */
function thresholdBetween(above: number | undefined, below: number): number {
  if (above === undefined) return below === Number.NEGATIVE_INFINITY ? 0 : below;
  return below === Number.NEGATIVE_INFINITY ? above - Math.max(1e-9, Math.abs(above) * 1e-9) : (above + below) / 2;
}

/** Sums over all prompts while more and more of them are escalated. */
function startSums(items: readonly CascadeItem[]) {
  const isPriced = items.every(({ small, large }) => small.cost !== undefined && large.cost !== undefined);
  return {
    isPriced,
    escalated: 0,
    quality: items.reduce((sum, { small }) => sum + small.quality, 0),
    latencyMs: items.reduce((sum, { small }) => sum + small.latencyMs, 0),
    cost: items.reduce((sum, { small }) => sum + (small.cost ?? 0), 0),
    escalate(item: CascadeItem) {
      this.escalated += 1;
      this.quality += gainOf(item);
      this.latencyMs += item.large.latencyMs;
      this.cost += item.large.cost ?? 0;
    },
  };
}

function toPoint({ escalated, quality, latencyMs, cost, isPriced }: ReturnType<typeof startSums>, n: number): Point {
  return {
    rate: escalated / n,
    quality: quality / n,
    latencyMs: latencyMs / n,
    ...(isPriced && { cost: cost / n }),
  };
}
