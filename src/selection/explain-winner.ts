import type { Scorecard } from "../bench/summary/scorecard.ts";
import { constantOf } from "./compared-figures.ts";
import { wordDifference, wordGain, wordPrice, wordQuality } from "./explain-difference.ts";
import { formatEstimate, formatFigure, formatScore, listNames } from "./format-figure.ts";
import type { MemoryKind } from "./objectives.ts";
import type { Comparison, Judgement, RankedTarget } from "./recommendation.ts";

/** Says why the winner is the winner, the decisive first. */
export function wordWinner(
  card: Scorecard,
  comparisons: readonly Comparison[],
  ranked: RankedTarget | undefined,
  met: readonly Judgement[],
): readonly string[] {
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
  const ratio = card.quality?.ratio;
  const quality =
    gain &&
    (ratio !== undefined && Math.abs(ratio.value - gain.first) < 1e-9
      ? wordQuality(ratio)
      : formatFigure(gain.first, "ratio"));
  const why =
    gain === undefined
      ? ""
      : `: it ${wordGain(gain, second, quality ?? "")}${price === undefined ? "" : `, ${wordPrice(price)}`}`;
  const rest = objectives.filter((one) => one !== gain && one !== price);
  const firstShare = ranked?.firstShare ?? 0;
  return [
    `${first} is recommended${why}.`,
    ...(rest.length === 0 ? [] : [`Its other figures against ${second}: ${rest.map(wordDifference).join(", ")}.`]),
    `Over ${prompts} prompts it leads ${second} by ${formatScore(score)} in weighted score, and ranks first in ${formatFigure(firstShare, "ratio")} of resampled prompt sets.`,
    ...(others.length === 0
      ? []
      : [`It also leads ${others.map((one) => `${one.second} by ${formatScore(one.score)}`).join(", ")}.`]),
    ...wordMet(met),
  ];
}

/** Says what the only candidate can do, and that it was compared with nothing. */
export function wordOnlyCandidate(
  card: Scorecard,
  measured: number,
  memory: MemoryKind,
  met: readonly Judgement[],
): readonly string[] {
  const { id } = card.target;
  const e2e = card.metrics.e2e;
  const bytes = constantOf(card, "memory", memory);
  const figures = [
    ...(card.quality === undefined ? [] : [`finds ${wordQuality(card.quality.ratio)} of the expected facets`]),
    ...(e2e?.type === "distribution" ? [`answers in ${formatEstimate(e2e.mean, "ms")} on average`] : []),
    ...(bytes === undefined ? [] : [`needs ${formatFigure(bytes, "bytes")} of memory`]),
  ];
  return [
    measured === 1
      ? `${id} is the only candidate: nothing else was measured, so it has beaten nobody.`
      : `${id} is the only candidate left: the other ${measured - 1 === 1 ? "target is" : `${measured - 1} targets are`} excluded or unproven.`,
    ...(figures.length === 0 ? [] : [`It ${listNames(figures)}.`]),
    ...wordMet(met),
  ];
}

function wordMet(met: readonly Judgement[]): readonly string[] {
  if (met.length === 0) return [];
  const limits = met.map(({ constraint, because }) => `${constraint} (${because})`);
  return [`It keeps ${met.length === 1 ? "the limit" : `all ${met.length} limits`}: ${limits.join(", ")}.`];
}
