import { marginOf, OBJECTIVE_DESCRIPTIONS, type Objective } from "./objectives.ts";
import type { Comparison, Finding, UsedWeights } from "./recommendation.ts";
import { gainsOf, leadOf, RELEVANT_LEAD } from "./weigh.ts";

/**
 * How a pair stands when all objectives are taken together.
 *
 * `beats`: one is better at something, and nothing that counts speaks against it beyond its margin; `trade`: each is
 * better at something; `equal`: equality is shown throughout; `open`: anything else.
 */
export type Relation =
  | {
      readonly type: "beats";
      readonly winner: string;
      readonly loser: string;
      readonly byWeights: boolean;
      /** What may speak against the winner beyond the margin, and is outweighed by what is sure at the weights in use. */
      readonly outweighed?: readonly Objective[];
    }
  | { readonly type: "trade" | "equal" | "open"; readonly pair: readonly [string, string] };

/** Relates every pair; the weights decide a trade or an open pair only where the user has set them. */
export function relateTargets(comparisons: readonly Comparison[], weights: UsedWeights): readonly Relation[] {
  return comparisons.map((comparison) => relate(comparison, weights, comparisons.length));
}

function relate(comparison: Comparison, weights: UsedWeights, pairs: number): Relation {
  const { first, second } = comparison;
  const plain = relateByEvidence(comparison, weights);
  if (plain.type === "beats" || plain.type === "equal" || weights.setBy === "assay") return plain;
  if (hasHole(comparison)) return plain;
  for (const [winner, loser] of [
    [first, second],
    [second, first],
  ] as const) {
    const lead = leadOf(comparison, winner, weights, pairs);
    if (lead.low > 0 && lead.value >= RELEVANT_LEAD) return { type: "beats", winner, loser, byWeights: true };
  }
  return plain;
}

function relateByEvidence(comparison: Comparison, weights: UsedWeights): Relation {
  const { first, second, findings } = comparison;
  const isBetter = (target: string) => findings.some(({ better }) => better === target);
  const [a, b] = [isBetter(first), isBetter(second)];
  if (a && b) return { type: "trade", pair: [first, second] };
  for (const [isAhead, winner, loser] of [
    [a, first, second],
    [b, second, first],
  ] as const) {
    const outweighed = isAhead ? findOutweighed(comparison, winner, weights) : undefined;
    if (outweighed !== undefined) return { type: "beats", winner, loser, byWeights: false, outweighed };
  }
  const counted = findings.filter((finding) => !isSingleReading(finding) && finding.finding !== "unknown");
  const isEqual = counted.length > 0 && counted.every(({ finding }) => finding === "equal");
  return { type: isEqual ? "equal" : "open", pair: [first, second] };
}

/**
 * What is open and may be worse than its margin, where what is sure outweighs all of it; nothing where it may turn the
 * choice.
 */
function findOutweighed(
  comparison: Comparison,
  target: string,
  weights: UsedWeights,
): readonly Objective[] | undefined {
  if (hasHole(comparison)) return undefined;
  const outweighed: Objective[] = [];
  const gains = new Map(gainsOf(comparison, target).map((gain) => [gain.objective, gain]));
  let sure = 0;
  let risk = 0;
  for (const { objective, finding } of comparison.findings) {
    const gain = gains.get(objective);
    const weight = weights.values[objective];
    if (gain === undefined || finding === "equal") continue;
    if (finding === "better") sure += weight * Math.max(0, gain.low);
    else {
      const margin = utilityMargin(objective);
      // What leans the other way beyond the margin speaks against it, shown or not.
      if (gain.value < -margin) return undefined;
      if (gain.low < -margin) {
        risk -= weight * gain.low;
        outweighed.push(objective);
      }
    }
  }
  return risk === 0 || risk < sure ? outweighed : undefined;
}

/** Whether nothing at all can be said of an objective that prompts were to tell of. */
function hasHole({ findings }: Comparison): boolean {
  return findings.some(
    ({ finding, difference }) =>
      finding === "open" && (difference === undefined || (difference.of === "prompts" && difference.low === undefined)),
  );
}

/** One reading decides nothing, neither for a target nor against it. */
function isSingleReading({ finding, difference }: Finding): boolean {
  return finding === "open" && difference?.of === "readings" && difference.low === undefined;
}

function utilityMargin(objective: Objective): number {
  return OBJECTIVE_DESCRIPTIONS[objective].scale === "difference"
    ? marginOf(objective)
    : marginOf(objective) / Math.LN10;
}
