import type { RunSummary, Scorecard } from "../bench/summary/scorecard.ts";
import { checkTwins, partTwins } from "./check-twins.ts";
import { compareExpense } from "./comparable-expense.ts";
import type { Constraints } from "./constraints.ts";
import { decideVerdict } from "./decide-verdict.ts";
import { explainHeadline } from "./explain-headline.ts";
import { explainSettling } from "./explain-undecided.ts";
import { findAxes } from "./find-axes.ts";
import { findCertainty } from "./find-certainty.ts";
import { type FindOptions, findDifferences } from "./find-differences.ts";
import { findDisturbances } from "./find-disturbances.ts";
import { findDominance } from "./find-dominance.ts";
import { judgeAnswering } from "./judge-answering.ts";
import { judgeConstraints } from "./judge-constraints.ts";
import { mergeRuns } from "./merge-runs.ts";
import { OBJECTIVE_DESCRIPTIONS, OBJECTIVES, type Objective } from "./objectives.ts";
import { evidenceOf } from "./read-evidence.ts";
import type {
  AaCheck,
  Comparison,
  Judgement,
  Recommendation,
  Settling,
  UsedWeights,
  Verdict,
} from "./recommendation.ts";
import { procedureOf } from "./sequential/procedure-of.ts";
import type { TargetEvidence } from "./target-evidence.ts";
import { tellSizes } from "./tell-sizes.ts";
import { thinEvidenceOfPrompts, thinEvidenceOfRuns, thinEvidenceOfTargets } from "./thin-evidence.ts";
import { countingObjectives, rankTargets, useWeights } from "./weigh.ts";
import { DEFAULT_WEIGHTS, normalizeWeights, type Weights } from "./weights.ts";
import { winnerOf } from "./winner-of.ts";

export interface RecommendOptions {
  readonly constraints?: Constraints | undefined;
  /** Need not sum to 1. Absent: nobody has set any, and weights decide nothing. */
  readonly weights?: Weights | undefined;
  /** The profile that the weights are of. */
  readonly profile?: UsedWeights["profile"];
}

/**
 * Says which target of one or several runs to take, or what the evidence carries instead.
 *
 * Targets that miss a constraint are excluded, those that are not shown to keep it are unproven. The others are compared
 * pair by pair and objective by objective, at one level for all of it; a failed A/A check takes its objective away, and
 * disturbed timing is open. Weights decide only where the user has set them.
 * @throws AssayError `invalid-input` without runs, when runs cannot be compared, or on weights that are no weights
 */
export function recommend(summaries: readonly RunSummary[], options: RecommendOptions = {}): Recommendation {
  const { constraints = {} } = options;
  const weights = normalizeWeights(options.weights ?? DEFAULT_WEIGHTS);
  const memory = constraints.memory ?? "resident";
  const procedure = procedureOf(summaries.map(({ run }) => run.plan));
  // A twin is compared within its own run, before a later run of the same target may take its place.
  const parted = summaries.map((summary) => partTwins(summary.scorecards));
  const aaChecks = checkTwins(
    parted.flatMap(({ pairs }) => pairs),
    memory,
    procedure,
  );
  const competing = summaries.map((summary, index) => ({ ...summary, scorecards: parted[index]?.competing ?? [] }));
  const { scorecards, seed, cautions, quality } = mergeRuns(competing);

  const judgements = scorecards.flatMap((card) => judge(card, scorecards, constraints));
  const failing = targetsOf(judgements, "failed");
  const open = targetsOf(judgements, "unproven");
  const notExcluded = scorecards.filter(({ target }) => !failing.has(target.id));
  const candidates = notExcluded.filter(({ target }) => !open.has(target.id));

  const comparable = compareExpense(
    candidates,
    candidates.map((card) => evidenceOf(card, memory)),
  );
  const { evidence } = comparable;
  const disturbances = findDisturbances(summaries, candidates);
  const used: UsedWeights = {
    ...useWeights(weights, countingObjectives(evidence, weights), options.weights === undefined ? "assay" : "user"),
    ...(options.profile && { profile: options.profile }),
  };
  const ranking = rankTargets(evidence, used.values);
  const objectives = OBJECTIVES.filter((objective) => weights[objective] > 0);
  const blocked = (objective: Objective) => blockedBy(objective, aaChecks, disturbances);
  const ordered = inOrder(evidence, ranking);
  const how: FindOptions = { objectives, blocked, procedure };
  const comparisons = findDifferences(ordered, how);
  const grounds = { measured: scorecards.length, candidates, ranking, comparisons, weights: used, judgements };
  const verdict = decideVerdict(grounds);
  const winner = winnerOf(verdict);
  const certainty = findCertainty({ evidence: ordered, comparisons, weights: used, blocked, winner, seed });
  const sizes = tellSizes(rankCards(scorecards, ranking), { memory, blocked, procedure, comparisons, judgements });
  return {
    schema: 4,
    headline: explainHeadline(verdict, disturbances),
    verdict,
    ranking,
    comparisons,
    constraints,
    excluded: judgements.filter(({ state }) => state === "failed"),
    unproven: judgements.filter(({ state, target }) => state === "unproven" && !failing.has(target)),
    met: judgements.filter(({ state, target }) => state === "met" && !failing.has(target) && !open.has(target)),
    ...findDominance(evidence, objectives),
    weights: used,
    ...(quality !== undefined && { quality }),
    axes: findAxes({ cards: notExcluded, comparisons: withOthers(comparisons, ordered, how), memory }),
    ...(sizes && { sizes }),
    ...(certainty && { certainty }),
    settling: settlingOf(verdict, comparisons),
    memory,
    aaChecks,
    disturbances,
    thinEvidence: [
      ...(candidates.length > 1 ? thinEvidenceOfPrompts(promptsOf(evidence)) : []),
      ...thinEvidenceOfTargets(notExcluded),
      ...thinEvidenceOfRuns(summaries),
      ...cautions,
      ...comparable.cautions,
    ],
  };
}

/** The same pairs with the objectives that take no part in the verdict, at a level of their own. */
function withOthers(
  comparisons: readonly Comparison[],
  ordered: readonly TargetEvidence[],
  options: FindOptions,
): readonly Comparison[] {
  const objectives = OBJECTIVES.filter((objective) => !options.objectives.includes(objective));
  const beside = findDifferences(ordered, { ...options, objectives });
  return comparisons.map((pair, index) => ({
    ...pair,
    findings: [...pair.findings, ...(beside[index]?.findings ?? [])],
  }));
}

/** Candidates in the order of the ranking, then all others. */
function rankCards(cards: readonly Scorecard[], ranking: Recommendation["ranking"]): readonly Scorecard[] {
  const placeOf = ({ target }: Scorecard) => {
    const place = ranking.findIndex((one) => one.target === target.id);
    return place === -1 ? ranking.length : place;
  };
  return cards.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function judge(card: Scorecard, all: readonly Scorecard[], constraints: Constraints): readonly Judgement[] {
  const answering = judgeAnswering(card, all);
  return card.status === "failed" ? answering : [...answering, ...judgeConstraints(card, constraints)];
}

function targetsOf(judgements: readonly Judgement[], state: Judgement["state"]): ReadonlySet<string> {
  return new Set(judgements.filter((one) => one.state === state).map(({ target }) => target));
}

/** What is open between the targets of a verdict, which still stands where some of it is. */
function settlingOf(verdict: Verdict, comparisons: readonly Comparison[]): Settling {
  if (verdict.type === "none" || verdict.type === "measured") return { steps: [] };
  const targets = "targets" in verdict ? verdict.targets : undefined;
  const among = comparisons.filter(
    ({ first, second }) => targets?.includes(first) !== false && targets?.includes(second) !== false,
  );
  const needs = among.flatMap(({ findings }) => findings.flatMap(({ promptsNeeded }) => promptsNeeded ?? []));
  return { steps: explainSettling(among), ...(needs.length > 0 && { prompts: Math.max(...needs) }) };
}

/** The better ranked stands first in every comparison. */
function inOrder(evidence: readonly TargetEvidence[], ranking: Recommendation["ranking"]): readonly TargetEvidence[] {
  return ranking.flatMap(({ target }) => evidence.find((one) => one.target === target) ?? []);
}

/** Why nothing is concluded from an objective, whatever its figures say. */
function blockedBy(
  objective: Objective,
  aaChecks: readonly AaCheck[],
  disturbances: readonly string[],
): string | undefined {
  const failed = aaChecks.find((check) => check.objective === objective && check.state === "failed");
  if (failed !== undefined) return `${failed.target} differs from itself in it: ${failed.because}`;
  return OBJECTIVE_DESCRIPTIONS[objective].isTiming && disturbances.length > 0 ? "timing was disturbed" : undefined;
}

/** Prompts that any two candidates were compared on: those of the one with the fewest. */
function promptsOf(evidence: readonly TargetEvidence[]): number {
  return Math.min(
    ...evidence.map(({ objectives }) =>
      Math.max(0, ...Object.values(objectives).map((one) => (one.type === "prompts" ? one.byPrompt.size : 0))),
    ),
  );
}
