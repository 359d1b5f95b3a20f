import { findTarget } from "../bench/find-target.ts";
import { footprint } from "../bench/metrics/resources.ts";
import { readValue } from "../bench/summary/read-metric.ts";
import type { RunSummary, Scorecard } from "../bench/summary/scorecard.ts";
import { AssayError } from "../core/errors.ts";
import { nearNames } from "../lib/near-names.ts";
import { boundLoss, leastUnits, type PairedUnit, unitsNeeded } from "../stats/loss-bound.ts";
import { withoutTwins } from "./check-twins.ts";
import { roundRoughly } from "./format-figure.ts";
import { mergeRuns } from "./merge-runs.ts";
import type { NotWorse, NotWorseCandidate, TokenAgreement } from "./not-worse.ts";
import { evidenceOf } from "./read-evidence.ts";
import type { Recommendation } from "./recommendation.ts";
import { FIXED } from "./sequential/procedure.ts";
import { procedureOf } from "./sequential/procedure-of.ts";
import type { PromptEvidence } from "./target-evidence.ts";

export interface NotWorseOptions {
  /** The target that others are held against, by id or alias. */
  readonly reference: string;
  /** Loss of quality that is of no consequence, in points of 1. */
  readonly margin: number;
  /** Of the same runs: whoever misses a limit cannot be taken, and a failed A/A check of quality takes it all away. */
  readonly recommendation: Pick<Recommendation, "excluded" | "unproven" | "aaChecks">;
  /** By target, where it was measured. */
  readonly tokens?: ReadonlyMap<string, TokenAgreement> | undefined;
}

/**
 * Looks for the smallest target that is not worse than another by a margin of quality.
 *
 * Candidates are tested from the largest to the smallest, each at the full level, until one is not shown: quality falls with
 * size, so the order was fixed before the answers were, and a true loss is passed over in at most 5 % of runs whatever their number.
 * Source: Maurer, Hothorn and Lehmacher, "Multiple Comparisons in Drug Clinical Trials and Preclinical Assays: A-priori Ordered
 * Hypotheses", 1995.
 * @throws AssayError `invalid-input` for a reference that was not measured or has no quality or size, and for a margin that is none
 */
export function findNotWorse(summaries: readonly RunSummary[], options: NotWorseOptions): NotWorse {
  const { reference, margin } = options;
  if (!(margin > 0 && margin < 1)) throw refuseMargin(margin);
  const { scorecards } = mergeRuns(summaries.map(withoutTwins));
  const base = findReference(scorecards, reference);
  const size = sizeOf(base);
  const quality = qualityEvidence(base);
  if (size === undefined || quality === undefined)
    throw refuseReference(reference, size === undefined ? "size" : "quality");
  const smaller = scorecards
    .flatMap((card) => {
      const sizeBytes = sizeOf(card);
      return card !== base && sizeBytes !== undefined && sizeBytes < size ? [{ card, sizeBytes }] : [];
    })
    .toSorted((a, b) => b.sizeBytes - a.sizeBytes);
  const isSequential = procedureOf(summaries.map(({ run }) => run.plan)).estimateAnytime !== undefined;
  const candidates: NotWorseCandidate[] = [];
  let stopped: string | undefined;
  for (const { card, sizeBytes } of smaller) {
    const { tokens } = options;
    const own = { target: card.target.id, sizeBytes, ...compareTexts(base, card), tokens: tokens?.get(card.target.id) };
    const tested = { ...own, ...(isSequential ? UNFIXED : testCandidate(card, quality, options)) };
    const isTested = tested.difference !== undefined;
    if (stopped !== undefined && tested.result === "not-worse")
      candidates.push({ ...tested, result: "not-shown", because: `${stopped}, which is larger, is not shown` });
    else candidates.push(tested);
    if (isTested && tested.result !== "not-worse") stopped ??= tested.target;
  }
  const smallest = candidates.findLast(({ result }) => result === "not-worse")?.target;
  return {
    reference: base.target.id,
    margin,
    level: LEVEL,
    smallest,
    candidates,
    leastPrompts: leastUnits(margin, LEVEL),
  };
}

const LEVEL = FIXED.level;

/** Tests one candidate by itself; without a difference where it takes no part. */
function testCandidate(
  card: Scorecard,
  quality: PromptEvidence,
  { margin, recommendation }: NotWorseOptions,
): Pick<NotWorseCandidate, "result" | "because" | "difference" | "promptsNeeded"> {
  const { excluded, unproven, aaChecks } = recommendation;
  const limit = [...excluded, ...unproven].find(({ target }) => target === card.target.id);
  if (limit !== undefined) return { result: "not-shown", because: `"${limit.constraint}": ${limit.because}` };
  const unlike = aaChecks.find(({ objective, state }) => objective === "quality" && state === "failed");
  if (unlike !== undefined)
    return { result: "not-shown", because: `${unlike.target} differs from itself in quality: ${unlike.because}` };
  const own = qualityEvidence(card);
  if (own?.quality?.source !== quality.quality?.source) return { result: "not-shown", because: NO_QUALITY };
  const units = pairUp(quality, own);
  const bound = boundLoss(units, LEVEL);
  if (bound === undefined)
    return {
      result: "not-shown",
      because: `both have answered ${units.length} of at least ${leastUnits(margin, LEVEL)} prompts`,
      promptsNeeded: leastUnits(margin, LEVEL),
    };
  const difference = { value: bound.value, lossBelow: bound.loss, n: units.length };
  if (bound.loss <= margin) return { result: "not-worse", difference };
  if (bound.below < -margin) return { result: "worse", difference };
  const needed = unitsNeeded(units, margin, LEVEL);
  const promptsNeeded = needed === undefined ? undefined : roundRoughly(Math.max(needed, units.length + 1));
  return { result: "not-shown", because: "too few prompts to exclude such a loss", difference, promptsNeeded };
}

/** A bound on one side holds for a number of prompts that did not depend on them. */
const UNFIXED: Pick<NotWorseCandidate, "result" | "because" | "difference"> = {
  result: "not-shown",
  because: "the run was to end once it was decided, and its number of prompts depends on what they showed",
};

const NO_QUALITY = "its quality is not known from the same source";

function pairUp({ byPrompt }: PromptEvidence, own: PromptEvidence | undefined): readonly PairedUnit[] {
  return [...byPrompt].flatMap(([prompt, { value, weight }]) => {
    const other = own?.byPrompt.get(prompt);
    return other === undefined ? [] : [{ difference: other.value - value, weight }];
  });
}

function compareTexts(base: Scorecard, card: Scorecard): Pick<NotWorseCandidate, "answers"> {
  const texts = new Map(card.prompts.map(({ prompt, text }) => [prompt, text]));
  const both = base.prompts.filter(({ prompt, text }) => text !== undefined && texts.get(prompt) !== undefined);
  if (both.length === 0) return {};
  return { answers: { same: both.filter(({ prompt, text }) => texts.get(prompt) === text).length, of: both.length } };
}

function qualityEvidence(card: Scorecard): PromptEvidence | undefined {
  const { quality } = evidenceOf(card, "resident").objectives;
  return quality?.type === "prompts" ? quality : undefined;
}

function sizeOf(card: Scorecard): number | undefined {
  return readValue(card, footprint.id) ?? card.target.sizeBytes;
}

function findReference(cards: readonly Scorecard[], reference: string): Scorecard {
  const targets = cards.map(({ target }) => target);
  const meant = findTarget(targets, reference);
  const found = cards.find(({ target }) => target === meant);
  if (found !== undefined) return found;
  const names = targets.map(({ id }) => id);
  const [near] = nearNames(reference, names);
  throw new AssayError({
    code: "invalid-input",
    message: `The target that others are held against must be one of ${names.join(", ")}, not ${JSON.stringify(reference)}.`,
    ...(near !== undefined && { hint: `Did you mean ${near}?` }),
  });
}

function refuseReference(reference: string, lacks: "size" | "quality"): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `Nothing can be held against ${reference}, as its ${lacks} is not known.`,
    hint:
      lacks === "size"
        ? "Only models that are files have a size; name one that is."
        : "Measure with prompts whose answers can be scored.",
  });
}

function refuseMargin(margin: number): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `The margin must be above 0 and below 100 points of quality, not ${margin * 100}.`,
  });
}
