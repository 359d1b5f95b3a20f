import type { RunSummary, Scorecard } from "../core/scorecard.ts";
import { listNames } from "../selection/format-figure.ts";
import { formatQuantity } from "./format/format-quantity.ts";
import type { Unit } from "./format/unit-scale.ts";

interface Figure {
  readonly target: string;
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/** What stands out in a run, one sentence each: who leads in what, and whether the intervals carry it. */
export function highlights(summary: RunSummary): readonly string[] {
  const { scorecards } = summary;
  return [
    leader("Lowest latency (p50)", "ms", "lower", figures(scorecards, "e2e")),
    leader("Fastest first token (p50)", "ms", "lower", figures(scorecards, "ttft")),
    leader("Highest decode rate (p50)", "tokens/s", "higher", figures(scorecards, "decode-rate")),
    leader(
      "Highest quality",
      "ratio",
      "higher",
      scorecards.flatMap(({ target, quality }) => (quality ? { target: target.id, ...quality.ratio } : [])),
    ),
    leader("Least memory (resident)", "bytes", "lower", figures(scorecards, "memory-resident")),
    leader("Smallest on disk", "bytes", "lower", figures(scorecards, "footprint")),
  ].flatMap((line) => line ?? []);
}

function figures(cards: readonly Scorecard[], metric: string): Figure[] {
  return cards.flatMap(({ target, metrics }) => {
    const summary = metrics[metric];
    if (summary === undefined) return [];
    return { target: target.id, ...(summary.type === "value" ? { value: summary.value } : summary.p50) };
  });
}

function leader(what: string, unit: Unit, better: "lower" | "higher", all: readonly Figure[]): string | undefined {
  const [best, ...others] = all.toSorted((a, b) => (better === "lower" ? a.value - b.value : b.value - a.value));
  if (best === undefined || others.length === 0) return undefined;
  const head = `${what}: ${best.target} with ${formatQuantity(best.value, unit)}`;
  const equal = others.filter((other) => other.value === best.value);
  if (equal.length > 0) return `${head}, the same as ${listNames(equal.map((other) => other.target))}.`;
  // A value that was read, not estimated, has no interval: there is nothing to overlap.
  if (all.every((figure) => figure.low === undefined) && unit === "bytes") return `${head}.`;
  if (all.some((figure) => figure.low === undefined || figure.high === undefined))
    return `${head}; too few samples for an interval.`;
  const overlapping = others.filter((other) => overlap(best, other)).map((other) => other.target);
  return overlapping.length === 0
    ? `${head}; its interval is clear of all others.`
    : `${head}; its interval overlaps that of ${listNames(overlapping)}.`;
}

function overlap(a: Figure, b: Figure): boolean {
  return (a.low ?? a.value) <= (b.high ?? b.value) && (b.low ?? b.value) <= (a.high ?? a.value);
}
