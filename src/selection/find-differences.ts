import { holm } from "../stats/holm.ts";
import { studentCritical } from "../stats/student-t.ts";
import { type EstimatedDifference, estimateDifference, intervalOf, pValueOf } from "./estimate-difference.ts";
import { marginOf, OBJECTIVE_DESCRIPTIONS, type Objective } from "./objectives.ts";
import type { WithheldQuality } from "./quality-of.ts";
import type { Comparison, Finding, PairedEstimate } from "./recommendation.ts";
import { FIXED, type Procedure } from "./sequential/procedure.ts";
import { explainNoPair, explainOpen, settleBlocked } from "./settle-finding.ts";
import { type Evidence, type TargetEvidence, unitOf } from "./target-evidence.ts";

/** Two targets and what is known of both in one objective. */
export interface PairedObjective {
  readonly first: string;
  readonly second: string;
  readonly objective: Objective;
  readonly evidence: readonly [Evidence | undefined, Evidence | undefined];
  readonly estimate: EstimatedDifference | undefined;
  /** Why nothing can be concluded although something is known, and what would change that. */
  readonly withheld?: WithheldQuality | undefined;
  /** Why nothing can be concluded whatever the figures say, such as a busy machine. */
  readonly blocked?: string | undefined;
}

export interface FindOptions {
  /** The objectives that count. */
  readonly objectives: readonly Objective[];
  /** Why an objective of a pair takes no part; absent where it does. */
  readonly blocked?: ((objective: Objective, pair: readonly [string, string]) => string | undefined) | undefined;
  /** How findings are made; that of a run whose prompts were settled before it began unless told. */
  readonly procedure?: Procedure | undefined;
}

/** Compares every two targets in every objective that counts, at one level for all of it. */
export function findDifferences(targets: readonly TargetEvidence[], options: FindOptions): readonly Comparison[] {
  const pairs = targets.flatMap((first, index) => targets.slice(index + 1).map((second) => [first, second] as const));
  return comparePairs(pairs, options);
}

/** Compares these pairs alone, at one level for all of them. */
export function comparePairs(
  pairs: readonly (readonly [TargetEvidence, TargetEvidence])[],
  options: FindOptions,
): readonly Comparison[] {
  const paired = pairs.map((pair) => options.objectives.flatMap((objective) => pairUp(objective, pair, options)));
  const all = paired.flat();
  const significant = significantOf(all, options.procedure);
  return pairs.map(([first, second], index) => ({
    first: first.target,
    second: second.target,
    findings: (paired[index] ?? []).map((one) => conclude(one, significant.has(one))),
  }));
}

function pairUp(
  objective: Objective,
  [first, second]: readonly [TargetEvidence, TargetEvidence],
  { blocked, procedure }: FindOptions,
): readonly PairedObjective[] {
  const { [objective]: a } = first.objectives;
  const { [objective]: b } = second.objectives;
  const withheld = first.withheld?.[objective] ?? second.withheld?.[objective];
  if (a === undefined && b === undefined && withheld === undefined) return [];
  return [
    {
      first: first.target,
      second: second.target,
      objective,
      evidence: [a, b],
      estimate: a && b && estimateDifference(objective, [a, b], procedure),
      withheld,
      blocked: blocked?.(objective, [first.target, second.target]),
    },
  ];
}

/** Those beyond chance when the level holds for all of them together. A fact is beyond chance by itself. */
export function significantOf(
  all: readonly PairedObjective[],
  { level }: Procedure = FIXED,
): ReadonlySet<PairedObjective> {
  const tested = all.flatMap((one) => {
    const p = one.estimate && one.blocked === undefined ? pValueOf(one.estimate) : undefined;
    return p === undefined || one.estimate?.of === "facts" ? [] : [{ one, p }];
  });
  const rejected = holm(
    tested.map(({ p }) => p),
    level,
  );
  return new Set(tested.flatMap(({ one }, index) => (rejected[index] === true ? [one] : [])));
}

function conclude(paired: PairedObjective, isSignificant: boolean): Finding {
  const { objective, evidence, estimate, withheld, blocked } = paired;
  const { margin } = OBJECTIVE_DESCRIPTIONS[objective];
  const [first, second] = evidence.map((one) => one?.figure);
  const base = { objective, first, second, margin, ...describeEvidence(objective, evidence[0] ?? evidence[1]) };
  if (withheld !== undefined) return { ...base, finding: "open", ...withheld };
  if (first === undefined || second === undefined) {
    const missing = first === undefined ? paired.first : paired.second;
    return { ...base, finding: "unknown", because: `nothing is known of ${missing}` };
  }
  if (estimate === undefined) return { ...base, finding: "open", ...explainNoPair(base.source) };
  const difference = toPairedEstimate(objective, estimate);
  if (blocked !== undefined)
    return { ...base, difference, finding: "open", because: blocked, ...settleBlocked(estimate) };
  if (isWithinMargin(objective, estimate)) return { ...base, difference, finding: "equal" };
  const isFact = estimate.of === "facts";
  if (isFact || (isSignificant && isSignSure(objective, estimate))) {
    const isFirst = estimate.value > 0 === (OBJECTIVE_DESCRIPTIONS[objective].better === "higher");
    return { ...base, difference, finding: "better", better: isFirst ? paired.first : paired.second };
  }
  return { ...base, difference, finding: "open", ...explainOpen(objective, estimate, base.source) };
}

function describeEvidence(objective: Objective, evidence: Evidence | undefined) {
  const unit = unitOf(objective, evidence);
  const source = evidence?.type === "prompts" ? evidence.quality?.source : undefined;
  const statistic = unit === "rubric" ? "mean score" : OBJECTIVE_DESCRIPTIONS[objective].statistic;
  return { unit, statistic, ...(source !== undefined && { source }) } as const;
}

/** Whether equality is shown: the whole interval lies within the margin. */
export function isWithinMargin(objective: Objective, estimate: EstimatedDifference): boolean {
  const interval = intervalOf(estimate);
  const margin = marginOf(objective);
  return interval !== undefined && interval.low >= -margin && interval.high <= margin;
}

/** Odds to 1 that the sign is right, should the true difference be as small as the margin. */
const SURE = 19;

/**
 * Whether a difference points the right way even if it is no larger than the margin.
 *
 * Few noisy prompts find a small difference only by an exaggerated one, and then with the wrong sign in one case of
 * six. Source: Gelman and Carlin, "Beyond Power Calculations: Assessing Type S and Type M Errors", Perspectives on
 * Psychological Science 9(6), 2014.
 */
function isSignSure(objective: Objective, estimate: EstimatedDifference): boolean {
  const { value, standardError = 0, cautiousError = standardError, anytime } = estimate;
  // Bets are won by many prompts, not by few that exaggerate.
  if (anytime !== undefined) return true;
  return 2 * Math.abs(value) * marginOf(objective) >= Math.log(SURE) * cautiousError ** 2;
}

function toPairedEstimate(objective: Objective, estimate: EstimatedDifference): PairedEstimate {
  const { n, of } = estimate;
  const show = OBJECTIVE_DESCRIPTIONS[objective].scale === "difference" ? (value: number) => value : Math.exp;
  const interval = intervalOf(estimate);
  const detectable = detectableOf(estimate);
  return {
    value: show(estimate.value),
    ...(interval && { low: show(interval.low), high: show(interval.high) }),
    level: estimate.level,
    n,
    of,
    ...(detectable !== undefined && { detectable: show(detectable) }),
  };
}

/** (t + 0.84) standard errors, for 80 % power at the 5 % level. Source: Bloom, Evaluation Review 19(5), 1995. */
function detectableOf({ standardError, degrees, of, level, anytime }: EstimatedDifference): number | undefined {
  if (standardError === undefined || of === "facts" || anytime !== undefined) return undefined;
  return (studentCritical(level, degrees) + 0.84) * standardError;
}
