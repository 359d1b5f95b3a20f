import { e2e, ttft } from "../../bench/metrics/latency.ts";
import type { KnownMetric } from "../../bench/metrics/metrics.ts";
import { decodeRate } from "../../bench/metrics/pace.ts";
import { footprint, memoryModel } from "../../bench/metrics/resources.ts";
import type { Unit } from "../../bench/metrics/unit-scale.ts";
import type { RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import type { Direction } from "../../core/metric.ts";
import { isRubricSource, SOURCE_LABELS } from "../../quality/sources/quality-source.ts";
import { partTwins } from "../../selection/check-twins.ts";
import { formatFigure, listNames } from "../../selection/format-figure.ts";
import { qualityLabel, qualityOf, sourceOf } from "../../selection/quality-of.ts";
import { formatQuantity } from "../format/format-quantity.ts";

interface Figure {
  readonly target: string;
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/** Says who leads in which figure of a run, twins aside, one sentence each, and whether the intervals carry it. */
export function highlights(summary: RunSummary): readonly string[] {
  const scorecards = partTwins(summary.scorecards).competing;
  const source = scorecards[0] === undefined ? "facets" : sourceOf(scorecards[0]);
  const label = scorecards[0] === undefined ? SOURCE_LABELS[source] : qualityLabel(scorecards[0]);
  const quality = scorecards.flatMap((card) => {
    const estimate = qualityOf(card);
    return estimate === undefined ? [] : { target: card.target.id, ...estimate };
  });
  return [
    leader("Lowest latency (p50)", e2e, figures(scorecards, e2e)),
    leader("Fastest first token (p50)", ttft, figures(scorecards, ttft)),
    leader("Highest decode rate (p50)", decodeRate, figures(scorecards, decodeRate)),
    leader(
      `Highest quality (${label})`,
      { unit: isRubricSource(source) ? "rubric" : "ratio", better: "higher" },
      quality,
    ),
    leader("Least memory of the model", memoryModel, figures(scorecards, memoryModel)),
    leader("Smallest on disk", footprint, figures(scorecards, footprint)),
  ].flatMap((line) => line ?? []);
}

function figures(cards: readonly Scorecard[], { id }: KnownMetric): Figure[] {
  return cards.flatMap(({ target, metrics }) => {
    const { [id]: summary } = metrics;
    if (summary === undefined) return [];
    return { target: target.id, ...(summary.type === "value" ? { value: summary.value } : summary.p50) };
  });
}

function leader(
  what: string,
  { unit, better }: { readonly unit: Unit | "rubric"; readonly better: Direction },
  all: readonly Figure[],
): string | undefined {
  const [best, ...others] = all.toSorted((a, b) => (better === "lower" ? a.value - b.value : b.value - a.value));
  if (best === undefined || others.length === 0) return undefined;
  const head = `${what}: ${best.target} with ${unit === "rubric" ? formatFigure(best.value, unit) : formatQuantity(best.value, unit)}`;
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
