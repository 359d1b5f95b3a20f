import type { RunSummary, Scorecard } from "../bench/summary/scorecard.ts";
import { checkTwins } from "./check-twins.ts";
import type { Constraints } from "./constraints.ts";
import { decideVerdict } from "./decide-verdict.ts";
import { findDominance } from "./find-dominance.ts";
import { type ContestTerms, holdContest } from "./hold-contest.ts";
import { judgeAnswering } from "./judge-answering.ts";
import { judgeConstraints } from "./judge-constraints.ts";
import { mergeRuns } from "./merge-runs.ts";
import type { Judgement, Recommendation } from "./recommendation.ts";
import { thinEvidenceOfPrompts, thinEvidenceOfRuns, thinEvidenceOfTargets } from "./thin-evidence.ts";
import { DEFAULT_WEIGHTS, normalizeWeights, type Weights } from "./weights.ts";

export interface RecommendOptions {
  readonly constraints?: Constraints | undefined;
  /** Need not sum to 1; `DEFAULT_WEIGHTS` unless told. */
  readonly weights?: Weights | undefined;
  /** Seed of the resampling; that of the first run's plan unless told. */
  readonly seed?: number | undefined;
  readonly resamples?: number | undefined;
}

/**
 * Recommends one target of one or several runs, or says why the evidence carries no choice.
 *
 * Targets that miss a constraint are excluded, those that are not shown to keep it are unproven; the others are scored
 * on the prompts that all of them answered. The first wins when its paired lead over every other is settled, else it
 * is tied with those where it is not. When a target differs from itself (A/A), there is no verdict.
 * @throws AssayError `invalid-input` without runs, when runs cannot be compared, or on weights that are no weights
 */
export function recommend(summaries: readonly RunSummary[], options: RecommendOptions = {}): Recommendation {
  const { constraints = {} } = options;
  const weights = normalizeWeights(options.weights ?? DEFAULT_WEIGHTS);
  const memory = constraints.memory ?? "resident";
  // A twin is compared within its own run, before a later run of the same target may take its place.
  const checked = summaries.map((summary) => checkTwins(summary.scorecards, summary.run.plan.seed));
  const aaChecks = checked.flatMap(({ checks }) => checks);
  const competing = summaries.map((summary, index) => ({ ...summary, scorecards: checked[index]?.competing ?? [] }));
  const { scorecards, seed, cautions } = mergeRuns(competing);

  const judgements = scorecards.flatMap((card) => judge(card, scorecards, constraints));
  const failing = targetsOf(judgements, "failed");
  const open = targetsOf(judgements, "unproven");
  const notExcluded = scorecards.filter(({ target }) => !failing.has(target.id));
  const candidates = notExcluded.filter(({ target }) => !open.has(target.id));

  const terms: ContestTerms = { weights, memory, seed: options.seed ?? seed, resamples: options.resamples };
  const contest = holdContest(candidates, terms);
  const { figures, ranking, comparisons } = contest;
  const provisional = candidates.length === 0 && notExcluded.length > 0 ? holdContest(notExcluded, terms) : undefined;
  const met = judgements.filter(({ state, target }) => state === "met" && !failing.has(target) && !open.has(target));
  return {
    schema: 2,
    verdict: decideVerdict({ measured: scorecards.length, contest, provisional, judgements, aaChecks }),
    ranking,
    comparisons,
    constraints,
    excluded: judgements.filter(({ state }) => state === "failed"),
    unproven: judgements.filter(({ state, target }) => state === "unproven" && !failing.has(target)),
    met,
    ...findDominance(candidates, memory),
    weights: figures.weights,
    memory,
    aaChecks,
    thinEvidence: [
      ...(candidates.length > 1 ? [...thinEvidenceOfPrompts(figures.prompts.length), ...figures.leftOut] : []),
      ...thinEvidenceOfTargets(notExcluded),
      ...thinEvidenceOfRuns(summaries),
      ...cautions,
    ],
  };
}

function judge(card: Scorecard, all: readonly Scorecard[], constraints: Constraints): readonly Judgement[] {
  const answering = judgeAnswering(card, all);
  return card.status === "failed" ? answering : [...answering, ...judgeConstraints(card, constraints)];
}

function targetsOf(judgements: readonly Judgement[], state: Judgement["state"]): ReadonlySet<string> {
  return new Set(judgements.filter((one) => one.state === state).map(({ target }) => target));
}
