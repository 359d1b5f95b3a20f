import { explainGain, explainPrice, type View, type ViewedFinding } from "./explain-finding.ts";
import { formatFigure, formatPoints, listNames } from "./format-figure.ts";
import { OBJECTIVE_DESCRIPTIONS, type Objective } from "./objectives.ts";
import type { Judgement } from "./recommendation.ts";

/** What the larger one may cost more of. */
const PRICES: readonly Objective[] = ["latency", "memory", "energy", "cost"];

/**
 * The choice between a small and a large model in three sentences: what size brings, what it costs, and what follows. They say
 * only what the evidence carries; what is open is said to be open.
 *
 * @param view of the large one
 * @param isScored whether the quality of both is known, though it may take no part in the comparison
 */
export function explainSizes(view: View, judgements: readonly Judgement[], isScored: boolean): readonly string[] {
  const quality = view.findings.find(({ objective }) => objective === "quality");
  const prices = view.findings.filter(({ objective }) => PRICES.includes(objective));
  return [
    explainQualityOf(view, quality, isScored),
    ...explainPrices(view, prices),
    explainChoice(view, prices, judgements),
  ];
}

function explainQualityOf({ target, other }: View, quality: ViewedFinding | undefined, isScored: boolean): string {
  if (quality === undefined && isScored)
    return `Whether ${target} answers better than ${other} was left out, as quality has no weight here.`;
  if (quality === undefined || quality.finding === "unknown")
    return `Whether ${target} answers better than ${other} is not known: no answer was scored.`;
  if (quality.isBetter) return `${target} ${explainGain(quality, other)}.`;
  if (quality.isWorse) return `${target}, the larger, answers worse than ${other}: ${explainPrice(quality)}.`;
  if (quality.finding === "equal")
    return `${target} answers no better than ${other}, within ${formatPoints({ value: quality.margin })}.`;
  const settle = quality.settle === undefined ? "" : `; to settle it: ${quality.settle}`;
  const figure = quality.own === undefined ? quality.because : `${explainPrice(quality)} (${quality.because})`;
  return `Whether ${target} answers better than ${other} is open: ${figure}${settle}.`;
}

function explainPrices({ target, other }: View, prices: readonly ViewedFinding[]): readonly string[] {
  const shown = prices.filter(({ isBetter, isWorse }) => isBetter || isWorse).map(explainPrice);
  const equal = prices.filter(({ finding }) => finding === "equal").map(labelOf);
  const open = prices.filter(({ finding }) => finding === "open").map((one) => `${labelOf(one)} (${one.because})`);
  const parts = [
    ...(shown.length === 0 ? [] : [`has ${listNames(shown)}`]),
    ...(equal.length === 0 ? [] : [`is equal in ${listNames(equal)}`]),
    ...(open.length === 0 ? [] : [`is open in ${listNames(open)}`]),
  ];
  return parts.length === 0 ? [] : [`Against ${other}, ${target} ${parts.join("; ")}.`];
}

function explainChoice(view: View, prices: readonly ViewedFinding[], judgements: readonly Judgement[]): string {
  const { target, other, findings } = view;
  const missed = (one: string) => judgements.filter((judged) => judged.target === one && judged.state !== "met");
  for (const [left, out] of [
    [other, target],
    [target, other],
  ] as const)
    if (missed(out).length > 0 && missed(left).length === 0)
      return `Under ${listNames(missed(out).map(({ constraint }) => `"${constraint}"`))} only ${left} is left of the two.`;
  const quality = findings.find(({ objective }) => objective === "quality");
  const isDearer = prices.some(({ isWorse }) => isWorse);
  const isOpen = prices.some(({ finding }) => finding === "open");
  if (quality?.isBetter && isDearer)
    return `So take ${target} where that quality is worth it, and ${other} where it is not${explainRoom(view)}.`;
  if (quality?.isBetter && isOpen) return `So ${target} answers better, and what its size costs is still open.`;
  if (quality?.isBetter)
    return `So ${target} is the one to take unless something that is not measured here speaks against it.`;
  if (quality?.isWorse || (quality?.finding === "equal" && isDearer))
    return `So nothing that was measured speaks for the larger one: take ${other}.`;
  return `So far nothing shows that ${target} is worth its size, nor that it is not.`;
}

/** Where memory decides by itself. */
function explainRoom({ other, findings }: View): string {
  const memory = findings.find(({ objective }) => objective === "memory");
  if (!memory?.isWorse || memory.own === undefined || memory.others === undefined) return "";
  const [own, others] = [memory.own, memory.others].map((bytes) => formatFigure(bytes, memory.unit));
  return `; with room for ${others} but not for ${own} only ${other} fits`;
}

function labelOf({ objective }: ViewedFinding): string {
  return OBJECTIVE_DESCRIPTIONS[objective].label;
}
