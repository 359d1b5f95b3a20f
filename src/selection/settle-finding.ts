import { LEAST_LABELLED } from "../bench/summary/summarize-judge.ts";
import { isRubricSource, type QualitySource } from "../quality/sources/quality-source.ts";
import { LEAST_VALUES } from "../stats/least-values.ts";
import { type EstimatedDifference, intervalOf, LEAST_READINGS } from "./estimate-difference.ts";
import { roundRoughly } from "./format-figure.ts";
import { marginOf, type Objective } from "./objectives.ts";
import type { Finding } from "./recommendation.ts";

/** Beyond this many prompts a difference is not worth the measuring. */
const MOST_PROMPTS = 2_000;

/** Why a difference is neither beyond chance nor within the margin, and what would settle it. */
export function explainOpen(
  objective: Objective,
  estimate: EstimatedDifference,
  source?: QualitySource,
): Pick<Finding, "because" | "settle" | "promptsNeeded"> {
  const { n, of, standardError } = estimate;
  if (of === "readings" && standardError === undefined)
    return {
      because: n === 1 ? "it rests on one reading" : `it rests on ${n} readings`,
      settle: `${LEAST_READINGS} loads of each or more`,
    };
  if (standardError === undefined) {
    const least = source === "judge" ? LEAST_LABELLED : LEAST_VALUES;
    return {
      because: isRubricSource(source)
        ? `people have scored answers of both to ${n} of at least ${least} prompts`
        : `both have answered ${n} of at least ${least} prompts`,
      settle: settleBy(source, describePrompts(least, n)),
      promptsNeeded: least,
    };
  }
  const interval = intervalOf(estimate);
  const isClear = interval !== undefined && (interval.low > 0 || interval.high < 0);
  const because = isClear
    ? "as one of many comparisons, or on so few prompts, chance may explain it"
    : "chance may explain it, and it may matter";
  if (of === "readings") return { because, settle: "more loads" };
  const promptsNeeded = countPrompts(objective, estimate, standardError);
  return { because, settle: settleBy(source, describePrompts(promptsNeeded, n)), promptsNeeded };
}

/** The same where nothing is known of both on any prompt. */
export function explainNoPair(source: QualitySource | undefined): Pick<Finding, "because" | "settle"> {
  return isRubricSource(source)
    ? {
        because: "people have scored answers of both to no prompt",
        settle: "scores by people of both answers to a prompt",
      }
    : { because: "no prompt was answered by both", settle: "prompts that both answer" };
}

function settleBy(source: QualitySource | undefined, prompts: string): string {
  return isRubricSource(source) ? `scores by people of the answers to ${prompts}` : prompts;
}

/** What would settle a difference that counts for nothing, whatever its figures say: it may lack prompts besides. */
export function settleBlocked({
  n,
  of,
  standardError,
}: EstimatedDifference): Pick<Finding, "settle" | "promptsNeeded"> {
  const settle = "measure again on a quiet machine";
  if (of !== "prompts" || standardError !== undefined) return { settle };
  return { settle: `${settle}, with ${describePrompts(LEAST_VALUES, n)}`, promptsNeeded: LEAST_VALUES };
}

/** A number of prompts, and how many there are. */
function describePrompts(needed: number, have: number): string {
  if (needed === LEAST_VALUES || needed === LEAST_LABELLED)
    return `at least ${needed} prompts that both answer, instead of ${have}`;
  return needed > MOST_PROMPTS ? `more than ${MOST_PROMPTS} prompts` : `about ${needed} prompts instead of ${have}`;
}

/** The error falls with the root of the number of prompts: as many as show a difference of this size, or that it is small. */
function countPrompts(objective: Objective, { value, n, anytime }: EstimatedDifference, standardError: number): number {
  if (anytime !== undefined) return roundRoughly(Math.max(n + 1, anytime.promptsNeeded));
  const size = Math.abs(value);
  const room = marginOf(objective) - size;
  const forDifference = size > 0 ? n * ((2.8 * standardError) / size) ** 2 : Number.POSITIVE_INFINITY;
  const forEquality = room > 0 ? n * ((2.8 * standardError) / room) ** 2 : Number.POSITIVE_INFINITY;
  return roundRoughly(Math.max(n + 1, Math.min(forDifference, forEquality)));
}
