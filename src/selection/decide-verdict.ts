import { explainEqual, explainNobody, explainNotEnough, explainSettling } from "./explain-undecided.ts";
import { explainAlone, explainTake, explainTrade, type VerdictGrounds } from "./explain-verdict.ts";
import { OBJECTIVES, type Objective } from "./objectives.ts";
import type { Comparison, TradeOption, Verdict } from "./recommendation.ts";
import { type Relation, relateTargets } from "./relate-targets.ts";

/**
 * Says what the evidence carries: whoever another target beats is out; what is left is one to take, a trade, equals, or
 * targets that too little is known of.
 */
export function decideVerdict(grounds: VerdictGrounds): Verdict {
  const { measured, candidates, judgements, comparisons, weights } = grounds;
  const [only] = candidates;
  if (only === undefined) return explainNobody(measured, judgements);
  if (candidates.length === 1) return explainAlone(only, grounds);

  const relations = relateTargets(comparisons, weights);
  const beaten = new Set(relations.flatMap((one) => (one.type === "beats" ? [one.loser] : [])));
  const left = grounds.ranking.map(({ target }) => target).filter((target) => !beaten.has(target));
  const among = relations.filter((one) => one.type !== "beats" && one.pair.every((target) => left.includes(target)));
  const [first] = left;
  // Nobody is left where the beaten go in a circle, which only chance can bring about.
  if (first === undefined) {
    const all = grounds.ranking.map(({ target }) => target);
    return explainNotEnough(all, comparisons);
  }
  if (left.length === 1) return explainTake(first, grounds, relations);
  if (among.every(({ type }) => type === "equal")) return explainEqual(left, grounds);
  const options = tradeOptions(left, comparisons);
  if (among.some(({ type }) => type === "trade") && options.length > 1)
    return { ...explainTrade(options, grounds), ...settleAmong(among, comparisons) };
  return explainNotEnough(left, comparisons);
}

/** Pairs that a trade leaves open are told with what would settle them. */
function settleAmong(among: readonly Relation[], comparisons: readonly Comparison[]) {
  const open = among.filter(({ type }) => type === "open").flatMap((one) => (one.type === "beats" ? [] : [one.pair]));
  const settle = comparisons.filter((one) =>
    open.some((pair) => pair.includes(one.first) && pair.includes(one.second)),
  );
  return settle.length === 0 ? {} : { settle: explainSettling(settle) };
}

/** By objective those that nobody left is better in and that are better than somebody; objectives with the same ones together. */
function tradeOptions(left: readonly string[], comparisons: readonly Comparison[]): readonly TradeOption[] {
  const among = comparisons.filter(({ first, second }) => left.includes(first) && left.includes(second));
  const byTargets = new Map<string, { targets: readonly string[]; objectives: Objective[] }>();
  for (const objective of OBJECTIVES) {
    const winners = new Set<string>();
    const losers = new Set<string>();
    for (const { first, second, findings } of among) {
      const better = findings.find((one) => one.objective === objective)?.better;
      if (better === undefined) continue;
      winners.add(better);
      losers.add(better === first ? second : first);
    }
    const targets = left.filter((target) => winners.has(target) && !losers.has(target));
    if (targets.length === 0) continue;
    const key = JSON.stringify(targets);
    const option = byTargets.get(key) ?? { targets, objectives: [] };
    option.objectives.push(objective);
    byTargets.set(key, option);
  }
  return [...byTargets.values()];
}
