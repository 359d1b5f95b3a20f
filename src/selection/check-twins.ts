import type { Scorecard } from "../bench/summary/scorecard.ts";
import type { TargetPlan } from "../core/run.ts";
import { type PairedDifference, pairedDifference } from "../stats/paired-difference.ts";
import { formatPoints, formatTimes } from "./format-figure.ts";
import { promptQuality } from "./quality-of.ts";
import type { AaCheck } from "./recommendation.ts";

/** Ends the id of a target that is measured a second time, to be compared with itself. */
const TWIN = "#twin";
/** A smaller difference in latency is left to chance and to the order of the requests, however narrow its interval. */
const RELEVANT_SHARE = 0.05;

/** Parts a run's scorecards into those that compete and the checks of those that were measured twice. */
export function checkTwins(
  scorecards: readonly Scorecard[],
  seed: number,
): { readonly competing: readonly Scorecard[]; readonly checks: readonly AaCheck[] } {
  const pairs = scorecards.flatMap((twin) => {
    const original = scorecards.find((card) => isTwinOf(twin.target, card.target));
    return original === undefined ? [] : [{ twin, original }];
  });
  const twins = new Set(pairs.map(({ twin }) => twin));
  return {
    competing: scorecards.filter((card) => !twins.has(card)),
    checks: pairs.map(({ twin, original }) => checkTwin(twin, original, seed)),
  };
}

function isTwinOf(twin: TargetPlan, original: TargetPlan): boolean {
  if (twin.id !== `${original.id}${TWIN}`) return false;
  return canonical({ ...twin, id: original.id }) === canonical(original);
}

/** The same text for equal plans, whatever the order of their keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function checkTwin(twin: Scorecard, original: Scorecard, seed: number): AaCheck {
  const check = { target: original.target.id, twin: twin.target.id };
  const latency = pairedDifference(latencies(twin), latencies(original), { seed });
  const quality = pairedDifference(qualities(twin), qualities(original), { seed });
  const { ratioInterval } = latency;
  if (latency.pairs < latency.pairsNeeded || ratioInterval === undefined) {
    const because = `both have answered ${latency.pairs} prompts, and it takes ${latency.pairsNeeded}`;
    return { ...check, state: "undecided", because };
  }
  const slower = ratioInterval.low > 1 || ratioInterval.high < 1;
  const differs = (slower && Math.abs(ratioInterval.estimate - 1) > RELEVANT_SHARE) || quality.excludesZero;
  return { ...check, state: differs ? "failed" : "passed", because: describe(latency, quality) };
}

function describe(latency: PairedDifference, quality: PairedDifference): string {
  const ratio = latency.ratioInterval;
  const times = formatTimes({ value: latency.ratio ?? Number.NaN, low: ratio?.low, high: ratio?.high });
  const { difference, differenceInterval } = quality;
  if (difference === undefined) return `latency ${times}`;
  return `latency ${times}, quality ${formatPoints({ value: difference, low: differenceInterval?.low, high: differenceInterval?.high })}`;
}

function latencies({ prompts }: Scorecard): ReadonlyMap<string, readonly number[]> {
  return new Map(prompts.map(({ prompt, values }) => [prompt, values.e2e ?? []]));
}

function qualities({ prompts }: Scorecard): ReadonlyMap<string, readonly number[]> {
  return new Map(
    prompts.map((result) => {
      const quality = promptQuality(result);
      return [result.prompt, quality === undefined ? [] : [quality.found / quality.expected]];
    }),
  );
}
