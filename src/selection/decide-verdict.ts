import { explainFailedCheck, explainNobody } from "./explain-none.ts";
import { explainSeparators, explainTie } from "./explain-tie.ts";
import { explainOnlyCandidate, explainWinner } from "./explain-winner.ts";
import type { Contest } from "./hold-contest.ts";
import type { AaCheck, Judgement, Verdict } from "./recommendation.ts";

export interface Evidence {
  /** How many targets were measured, eligible or not. */
  readonly measured: number;
  readonly contest: Contest;
  /** The contest of those whose limits are unproven, where no target is eligible. */
  readonly provisional?: Contest | undefined;
  readonly judgements: readonly Judgement[];
  readonly aaChecks: readonly AaCheck[];
}

/**
 * Says who wins: the first of the ranking, when its lead over each other candidate is settled; else it is tied with
 * those where it is not. Nobody, when nobody is eligible or the measurement found a difference where there is none.
 */
export function decideVerdict({ measured, contest, provisional, judgements, aaChecks }: Evidence): Verdict {
  const failed = aaChecks.filter(({ state }) => state === "failed");
  if (failed.length > 0) return { type: "none", reasons: explainFailedCheck(failed) };

  const { cards, memory, ranking, comparisons } = contest;
  const first = cards.find((card) => card.target.id === ranking[0]?.target);
  if (first === undefined) return { type: "none", reasons: explainNobody(measured, judgements, leaders(provisional)) };

  const target = first.target.id;
  const met = judgements.filter((one) => one.target === target && one.state === "met");
  if (cards.length === 1)
    return {
      type: "winner",
      target,
      onlyCandidate: true,
      reasons: explainOnlyCandidate(first, { measured, memory, met }),
    };
  const unsettled = comparisons.filter(({ settled }) => !settled);
  if (unsettled.length === 0)
    return {
      type: "winner",
      target,
      onlyCandidate: false,
      reasons: explainWinner(first, { comparisons, ranked: ranking[0], met }),
    };
  const behind = comparisons.filter(({ settled }) => settled);
  return {
    type: "tied",
    targets: [target, ...unsettled.map(({ second }) => second)],
    reasons: explainTie(unsettled, behind),
    separators: explainSeparators(unsettled, ranking),
  };
}

/** The first of the ranking and those whose distance to it is not settled. */
function leaders(contest: Contest | undefined): readonly string[] {
  if (contest === undefined) return [];
  const unsettled = contest.comparisons.filter(({ settled }) => !settled).map(({ second }) => second);
  return [...contest.ranking.slice(0, 1).map(({ target }) => target), ...unsettled];
}
