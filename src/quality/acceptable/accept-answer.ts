import type { AcceptableRule } from "../../core/acceptable-rule.ts";

/** What is known of one answer. */
export interface AnswerFacts {
  /** Absent where the prompt has no facets; `unknown`: they could not be compared. */
  readonly facets?: { readonly found: number; readonly total: number } | "unknown" | undefined;
  /** Absent where the prompt has no checks. */
  readonly checks?: { readonly passed: number; readonly failed: number; readonly untold: number } | undefined;
  /** Scores by criterion, of whoever counts. */
  readonly points: Readonly<Record<string, number>>;
  readonly isEmpty: boolean;
}

/** Whether an answer is acceptable; `unknown` where what would tell is not known. */
export type Acceptance = "acceptable" | "unacceptable" | "unknown";

/** Holds an answer against a rule. An empty answer is never acceptable; one that a condition fails is not, whatever else is unknown. */
export function acceptAnswer(rule: AcceptableRule, facts: AnswerFacts): Acceptance {
  if (facts.isEmpty) return "unacceptable";
  const states = [...acceptFacets(rule, facts), ...acceptChecks(rule, facts), ...acceptPoints(rule, facts)];
  if (states.includes("unacceptable")) return "unacceptable";
  // A prompt that the rule says nothing of has no answer that could be told good or bad.
  return states.length === 0 || states.includes("unknown") ? "unknown" : "acceptable";
}

function acceptFacets({ facets: least }: AcceptableRule, { facets }: AnswerFacts): readonly Acceptance[] {
  if (least === undefined || facets === undefined) return [];
  if (facets === "unknown") return ["unknown"];
  return [isAtLeast(facets.found / facets.total, least) ? "acceptable" : "unacceptable"];
}

/** What could not be told may have passed or not: it decides only where both come to the same. */
function acceptChecks({ checks: least }: AcceptableRule, { checks }: AnswerFacts): readonly Acceptance[] {
  if (least === undefined || checks === undefined) return [];
  const { passed, failed, untold } = checks;
  const total = passed + failed + untold;
  if (total === 0) return [];
  if (isAtLeast(passed / total, least)) return ["acceptable"];
  return [isAtLeast((passed + untold) / total, least) ? "unknown" : "unacceptable"];
}

function acceptPoints({ rubric = {} }: AcceptableRule, { points }: AnswerFacts): readonly Acceptance[] {
  return Object.entries(rubric).map(([criterion, least]) => {
    const score = points[criterion];
    if (score === undefined) return "unknown";
    return isAtLeast(score, least) ? "acceptable" : "unacceptable";
  });
}

/** Shares such as 4 of 5 are no exact fractions of 2. */
function isAtLeast(value: number, least: number): boolean {
  return value >= least - 1e-9;
}
