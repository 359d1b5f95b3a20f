import { readDistribution } from "../bench/summary/read-metric.ts";
import type { Scorecard } from "../bench/summary/scorecard.ts";
import { isRubricSource } from "../quality/sources/quality-source.ts";
import {
  explainDifference,
  explainGain,
  explainPrice,
  explainQuality,
  type View,
  viewFrom,
} from "./explain-finding.ts";
import { explainFlip, explainTradeRate } from "./explain-weights.ts";
import { formatEstimate, listNames } from "./format-figure.ts";
import { isOfAnswering } from "./judge-answering.ts";
import { OBJECTIVE_DESCRIPTIONS, type Objective } from "./objectives.ts";
import { isRawJudge, qualityOf, sourceOf } from "./quality-of.ts";
import type {
  Comparison,
  Judgement,
  MeasuredVerdict,
  RankedTarget,
  TakeVerdict,
  TradeOption,
  TradeVerdict,
  UsedWeights,
} from "./recommendation.ts";
import type { Relation } from "./relate-targets.ts";

/** Evidence that a verdict rests on. */
export interface VerdictGrounds {
  /** How many targets were measured, eligible or not. */
  readonly measured: number;
  readonly candidates: readonly Scorecard[];
  readonly ranking: readonly RankedTarget[];
  readonly comparisons: readonly Comparison[];
  readonly weights: UsedWeights;
  readonly judgements: readonly Judgement[];
}

/** Says why one target is to be taken, against the runner-up first. */
export function explainTake(target: string, grounds: VerdictGrounds, relations: readonly Relation[]): TakeVerdict {
  const { ranking, comparisons, weights } = grounds;
  const others = ranking.map((one) => one.target).filter((other) => other !== target);
  const beats = relations.flatMap((one) => (one.type === "beats" && one.winner === target ? [one] : []));
  const byWeights = beats.filter((one) => one.byWeights).map(({ loser }) => loser);
  const runnerUp = byWeights[0] ?? beats[0]?.loser ?? others[0] ?? "";
  const comparison = comparisonOf(comparisons, target, runnerUp);
  const rest = others.filter((other) => other !== runnerUp);
  return {
    type: "take",
    target,
    basis: byWeights.length > 0 ? "weights" : "evidence",
    reasons: [
      ...(comparison === undefined ? [] : explainLead(viewFrom(comparison, target))),
      byWeights.length > 0
        ? `The weights decide between it and ${listNames(byWeights)}: each is better at something.`
        : explainUnopposed(
            beats.flatMap((one) => one.outweighed ?? []),
            weights,
          ),
      ...(comparison === undefined || byWeights.length === 0 ? [] : explainFlip(comparison, target, weights)),
      ...(rest.length === 0 ? [] : [`It also stands before ${listNames(rest)}.`]),
      ...explainMet(grounds.judgements, target),
    ],
  };
}

function explainUnopposed(outweighed: readonly Objective[], { setBy }: UsedWeights): string {
  const shown = "Nothing that counts is shown to speak against it";
  if (outweighed.length === 0) return `${shown}, so no weights were needed.`;
  const names = listNames([...new Set(outweighed)].map((objective) => OBJECTIVE_DESCRIPTIONS[objective].label));
  const whose = setBy === "user" ? "your weights" : "Assay's own weights";
  return `${shown}; what is open and may (${names}) is outweighed at ${whose} by what is shown: at others the evidence may not carry the choice.`;
}

function explainLead({ target, other, findings }: View): readonly string[] {
  const better = findings.filter(({ isBetter }) => isBetter);
  const worse = findings.filter(({ isWorse }) => isWorse);
  const [main] = better;
  const price = worse.length === 0 ? "" : `, at ${listNames(worse.map(explainPrice))}`;
  const rest = findings.filter((one) => one !== main && !worse.includes(one) && one.finding !== "unknown");
  return [
    ...(main === undefined ? [] : [`${target} ${explainGain(main, other)}${price}.`]),
    ...(rest.length === 0 ? [] : [`Against ${other} besides: ${rest.map(explainDifference).join("; ")}.`]),
  ];
}

/** Says what each option is better at, and what one costs in the other. */
export function explainTrade(options: readonly TradeOption[], grounds: VerdictGrounds): TradeVerdict {
  const { comparisons, weights } = grounds;
  const [best, ...others] = options;
  const a = best?.targets[0] ?? "";
  const trading = [...new Set(others.flatMap(({ targets }) => targets))]
    .flatMap((target) => comparisonOf(comparisons, a, target) ?? [])
    .map((comparison) => ({ comparison, view: viewFrom(comparison, a) }))
    .filter(
      ({ view }) => view.findings.some(({ isBetter }) => isBetter) && view.findings.some(({ isWorse }) => isWorse),
    );
  return {
    type: "trade",
    options,
    reasons: [
      ...trading.slice(0, 3).map(({ view }) => explainExchange(view)),
      ...trading.slice(0, 1).flatMap(({ comparison, view }) => explainTradeRate(comparison, view, weights)),
    ],
  };
}

function explainExchange({ target, other, findings }: View): string {
  const gains = findings.filter(({ isBetter }) => isBetter);
  const prices = findings.filter(({ isWorse }) => isWorse);
  const [main, ...more] = gains;
  const also = more.length === 0 ? "" : `, with ${listNames(more.map(explainPrice))}`;
  const gain = main === undefined ? "" : explainGain(main, other);
  return `${target} ${gain}${also}, at ${listNames(prices.map(explainPrice))}.`;
}

/** One target has nothing to be better than: alone it is measured, and where limits have left it, taken by them. */
export function explainAlone(card: Scorecard, { measured, judgements }: VerdictGrounds): TakeVerdict | MeasuredVerdict {
  const target = card.target.id;
  const quality = qualityOf(card);
  const source = sourceOf(card);
  const latency = readDistribution(card, "e2e")?.p50;
  const figures = [
    ...(quality === undefined || isRawJudge(card)
      ? []
      : [explainQuality(withNeed(quality, isRubricSource(source) ? "rubric" : "ratio"), source)]),
    ...(latency === undefined ? [] : [`has a latency p50 of ${withNeed(latency, "ms")}`]),
  ];
  const said = figures.length === 0 ? [] : [`It ${listNames(figures)}.`];
  const met = explainMet(judgements, target);
  const byLimits = judgements.some((one) => one.target !== target && one.state !== "met" && !isOfAnswering(one));
  if (byLimits) {
    const others = measured - 1 === 1 ? "the other target is" : `the other ${measured - 1} targets are`;
    const left = `${target} is the only one left: ${others} excluded or unproven.`;
    return { type: "take", target, basis: "limits", reasons: [left, ...said, ...met] };
  }
  const nothing = measured === 1 ? "nothing else was measured" : "no other target has answered every prompt";
  return { type: "measured", target, reasons: [`${target} was compared with nothing: ${nothing}.`, ...said, ...met] };
}

interface Estimated {
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly n: number;
  readonly needs?: number | undefined;
}

function withNeed(estimate: Estimated, unit: "ratio" | "rubric" | "ms"): string {
  const { low, n, needs } = estimate;
  const missing = low === undefined ? ` (no interval: n=${n}${needs === undefined ? "" : `, needs ${needs}`})` : "";
  return `${formatEstimate(estimate, unit)}${missing}`;
}

function explainMet(judgements: readonly Judgement[], target: string): readonly string[] {
  const met = judgements.filter((one) => one.target === target && one.state === "met");
  if (met.length === 0) return [];
  const limits = met.map(({ constraint, because }) => `${constraint} (${because})`);
  return [`It keeps ${met.length === 1 ? "the limit" : `all ${met.length} limits`}: ${limits.join(", ")}.`];
}

/** Objectives by name, as a sentence has them. */
export function labelsOf(objectives: readonly Objective[]): string {
  return listNames(objectives.map((objective) => OBJECTIVE_DESCRIPTIONS[objective].label));
}

function comparisonOf(comparisons: readonly Comparison[], a: string, b: string): Comparison | undefined {
  return comparisons.find(({ first, second }) => (first === a && second === b) || (first === b && second === a));
}
