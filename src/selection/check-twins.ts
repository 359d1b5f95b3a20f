import type { RunSummary, Scorecard } from "../bench/summary/scorecard.ts";
import type { TargetPlan } from "../core/run.ts";
import { type EstimatedDifference, estimateDifference, intervalOf } from "./estimate-difference.ts";
import { isWithinMargin, type PairedObjective, significantOf } from "./find-differences.ts";
import { formatDifference, formatTimes } from "./format-figure.ts";
import { type MemoryKind, OBJECTIVE_DESCRIPTIONS, type Objective, type ObjectiveUnit } from "./objectives.ts";
import { evidenceOf } from "./read-evidence.ts";
import type { AaCheck } from "./recommendation.ts";
import { FIXED, type Procedure } from "./sequential/procedure.ts";
import { unitOf } from "./target-evidence.ts";
import { USUAL_OBJECTIVES } from "./weights.ts";

/** Ends the id of a target that is measured a second time, to be compared with itself. */
const TWIN = "#twin";

interface TwinPair {
  readonly twin: Scorecard;
  readonly original: Scorecard;
}

/** Parts a run's scorecards into those that compete and those that were measured a second time. */
export function partTwins(scorecards: readonly Scorecard[]): {
  readonly competing: readonly Scorecard[];
  readonly pairs: readonly TwinPair[];
} {
  const pairs = scorecards.flatMap((twin) => {
    const original = scorecards.find((card) => isTwin(twin.target, card.target));
    return original === undefined ? [] : [{ twin, original }];
  });
  const twins = new Set(pairs.map(({ twin }) => twin));
  return { competing: scorecards.filter((card) => !twins.has(card)), pairs };
}

/** A run without what was measured a second time: that shows in the A/A check alone, and is no candidate. */
export function withoutTwins(summary: RunSummary): RunSummary {
  return { ...summary, scorecards: partTwins(summary.scorecards).competing };
}

/** Checks in every objective that a target does not differ from itself, at one level for all checks together. */
export function checkTwins(
  pairs: readonly TwinPair[],
  memory: MemoryKind,
  procedure: Procedure = FIXED,
): readonly AaCheck[] {
  const paired = pairs.flatMap((pair) => compareTwins(pair, memory, procedure));
  const significant = significantOf(paired, procedure);
  return paired.map((one) => conclude(one, significant.has(one)));
}

interface PairedTwins extends PairedObjective {
  readonly estimate: EstimatedDifference;
  /** The answers to every prompt are the same to the letter. */
  readonly isIdentical: boolean;
}

function compareTwins({ twin, original }: TwinPair, memory: MemoryKind, procedure: Procedure): readonly PairedTwins[] {
  const first = evidenceOf(original, memory);
  const second = evidenceOf(twin, memory);
  const isIdentical = haveSameAnswers(twin, original);
  return USUAL_OBJECTIVES.flatMap((objective) => {
    const { [objective]: a } = first.objectives;
    const { [objective]: b } = second.objectives;
    const estimate = a && b && a.type !== "fact" ? estimateDifference(objective, [a, b], procedure) : undefined;
    if (estimate === undefined) return [];
    return [{ first: first.target, second: second.target, objective, evidence: [a, b], estimate, isIdentical }];
  });
}

function conclude(
  { first, second, objective, evidence, estimate, isIdentical }: PairedTwins,
  isSignificant: boolean,
): AaCheck {
  const check = { target: first, twin: second, objective };
  if (objective === "quality" && isIdentical)
    return { ...check, state: "passed", because: `the same ${estimate.n} answers` };
  const because = describe(objective, estimate, unitOf(objective, evidence[0]));
  if (estimate.standardError === undefined) return { ...check, state: "undecided", because };
  if (isWithinMargin(objective, estimate)) return { ...check, state: "passed", because };
  return { ...check, state: isSignificant ? "failed" : "undecided", because };
}

function describe(objective: Objective, estimate: EstimatedDifference, unit: ObjectiveUnit): string {
  const interval = intervalOf(estimate);
  const rest = interval === undefined ? ` (n=${estimate.n})` : "";
  if (OBJECTIVE_DESCRIPTIONS[objective].scale === "difference")
    return `${formatDifference({ value: estimate.value, ...interval }, unit)}${rest}`;
  const ends = interval && { low: Math.exp(interval.low), high: Math.exp(interval.high) };
  return `${formatTimes({ value: Math.exp(estimate.value), ...ends })}${rest}`;
}

function haveSameAnswers(twin: Scorecard, original: Scorecard): boolean {
  const texts = new Map(original.prompts.map(({ prompt, text }) => [prompt, text]));
  const answered = twin.prompts.filter(({ text }) => text !== undefined);
  return answered.length > 0 && answered.every(({ prompt, text }) => texts.get(prompt) === text);
}

/** Whether a target of a plan is another one that is measured a second time. */
export function isTwin(twin: TargetPlan, original: TargetPlan): boolean {
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
