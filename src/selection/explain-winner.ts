import { readDistribution } from "../bench/summary/read-metric.ts";
import type { Scorecard } from "../bench/summary/scorecard.ts";
import { constantOf } from "./compared-figures.ts";
import { explainDifference, explainGain, explainPrice, explainQuality } from "./explain-difference.ts";
import { formatEstimate, formatFigure, formatScore, listNames } from "./format-figure.ts";
import type { MemoryKind } from "./objectives.ts";
import { qualityOf } from "./quality-of.ts";
import type { Comparison, Judgement, RankedTarget } from "./recommendation.ts";

export interface WinningEvidence {
  /** Of the winner with each other candidate, the runner-up first. */
  readonly comparisons: readonly Comparison[];
  readonly ranked: RankedTarget | undefined;
  /** The limits that it keeps. */
  readonly met: readonly Judgement[];
}

export interface LoneEvidence {
  /** How many targets were measured, eligible or not. */
  readonly measured: number;
  readonly memory: MemoryKind;
  readonly met: readonly Judgement[];
}

/** Says why the winner is the winner, the decisive first. */
export function explainWinner(card: Scorecard, { comparisons, ranked, met }: WinningEvidence): readonly string[] {
  const [runnerUp, ...others] = comparisons;
  if (runnerUp === undefined) return [];
  const { first, second, prompts, score, objectives } = runnerUp;
  const gains = objectives
    .filter(({ contribution }) => contribution > 0)
    .toSorted((a, b) => b.contribution - a.contribution);
  const prices = objectives
    .filter(({ contribution }) => contribution < 0)
    .toSorted((a, b) => a.contribution - b.contribution);
  const [gain, price] = [gains[0], prices[0]];
  // The card's figure is of all prompts: where some take no part, the compared one is right beside the difference.
  const ratio = qualityOf(card);
  const quality =
    gain &&
    (ratio !== undefined && Math.abs(ratio.value - gain.first) < 1e-9
      ? explainQuality(ratio)
      : formatFigure(gain.first, "ratio"));
  const why =
    gain === undefined
      ? ""
      : `: it ${explainGain(gain, second, quality ?? "")}${price === undefined ? "" : `, ${explainPrice(price)}`}`;
  const rest = objectives.filter((one) => one !== gain && one !== price);
  const firstShare = ranked?.firstShare ?? 0;
  return [
    `${first} is recommended${why}.`,
    ...(rest.length === 0 ? [] : [`Its other figures against ${second}: ${rest.map(explainDifference).join(", ")}.`]),
    `Over ${prompts} prompts it leads ${second} by ${formatScore(score)} in weighted score, and ranks first in ${formatFigure(firstShare, "ratio")} of resampled prompt sets.`,
    ...(others.length === 0
      ? []
      : [`It also leads ${others.map((one) => `${one.second} by ${formatScore(one.score)}`).join(", ")}.`]),
    ...explainMet(met),
  ];
}

/** Says what the only candidate can do, and that it was compared with nothing. */
export function explainOnlyCandidate(card: Scorecard, { measured, memory, met }: LoneEvidence): readonly string[] {
  const { id } = card.target;
  const latency = readDistribution(card, "e2e");
  const quality = qualityOf(card);
  const bytes = constantOf(card, "memory", memory);
  const figures = [
    ...(quality === undefined ? [] : [`finds ${explainQuality(quality)} of the expected facets`]),
    ...(latency === undefined ? [] : [`answers in ${formatEstimate(latency.mean, "ms")} on average`]),
    ...(bytes === undefined ? [] : [`needs ${formatFigure(bytes, "bytes")} of memory`]),
  ];
  return [
    measured === 1
      ? `${id} is the only candidate: nothing else was measured, so it has beaten nobody.`
      : `${id} is the only candidate left: the other ${measured - 1 === 1 ? "target is" : `${measured - 1} targets are`} excluded or unproven.`,
    ...(figures.length === 0 ? [] : [`It ${listNames(figures)}.`]),
    ...explainMet(met),
  ];
}

function explainMet(met: readonly Judgement[]): readonly string[] {
  if (met.length === 0) return [];
  const limits = met.map(({ constraint, because }) => `${constraint} (${because})`);
  return [`It keeps ${met.length === 1 ? "the limit" : `all ${met.length} limits`}: ${limits.join(", ")}.`];
}
