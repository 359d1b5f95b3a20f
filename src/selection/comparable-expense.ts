import type { Scorecard } from "../bench/summary/scorecard.ts";
import { listNames } from "./format-figure.ts";
import type { TargetEvidence } from "./target-evidence.ts";

/** Evidence without what cannot be held against each other, and why, one sentence each. */
export interface ComparableExpense {
  readonly evidence: readonly TargetEvidence[];
  readonly cautions: readonly string[];
}

/** Takes out costs in several currencies, and energies of which some were read and some estimated. */
export function compareExpense(cards: readonly Scorecard[], evidence: readonly TargetEvidence[]): ComparableExpense {
  const currencies = currenciesOf(cards);
  const origins = new Set(
    cards.flatMap(({ energy }) => (energy === undefined ? [] : [energy.readings > 0, energy.estimates > 0].join())),
  );
  const [hasCosts, hasEnergies] = [currencies.length > 1, origins.size > 1];
  return {
    evidence: evidence.map((one) => {
      const { cost, energy, ...rest } = one.objectives;
      return {
        ...one,
        objectives: {
          ...rest,
          ...(cost && !hasCosts && { cost }),
          ...(energy && !hasEnergies && { energy }),
        },
      };
    }),
    cautions: [
      ...(hasCosts ? [`Costs are in ${listNames(currencies)}: they are not compared.`] : []),
      ...(hasEnergies ? ["Some energies were read and some are estimates: they are not compared."] : []),
    ],
  };
}

function currenciesOf(cards: readonly Scorecard[]): readonly string[] {
  const named = cards.flatMap(({ pricing }) =>
    pricing === undefined || pricing.type === "unknown" ? [] : [pricing.currency],
  );
  return [...new Set(named)];
}
