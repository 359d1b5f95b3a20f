import { krippendorffAlpha } from "../../stats/krippendorff-alpha.ts";
import { weightedKappa } from "../../stats/weighted-kappa.ts";
import {
  type Agreement,
  type AgreementOptions,
  group,
  listBoth,
  listShared,
  measure,
  type Rater,
  shareWithin,
} from "./agreement-of.ts";

/** How far two raters agree on the choices that both made. */
export interface ChoicePairAgreement {
  readonly raters: readonly [string, string];
  /** Choices that both made, and the units that were resampled. */
  readonly items: number;
  readonly units: number;
  /** Cohen's kappa, without weights: neither is no middle between one answer and the other. */
  readonly kappa?: Agreement | undefined;
  /** Share of equal choices. */
  readonly exact?: Agreement | undefined;
}

export interface ChoiceAgreement {
  /** Krippendorff's nominal alpha of all together. */
  readonly alpha?: Agreement | undefined;
  /** Choices that at least two made. */
  readonly items: number;
  readonly pairs: readonly ChoicePairAgreement[];
}

/** Finds how far raters agree who made the same choices, all together and two by two. Scores are codes of what was chosen. */
export function choiceAgreement(raters: readonly Rater[], options: AgreementOptions): ChoiceAgreement {
  const shared = listShared(raters);
  return {
    alpha: measure(group(shared, options), (items) => krippendorffAlpha(items, "nominal"), options),
    items: shared.length,
    pairs: raters
      .flatMap((first, index) => raters.slice(index + 1).map((second) => agreeOnChoices(first, second, options)))
      .filter(({ items }) => items > 0),
  };
}

/** Finds how far two raters agree. */
export function agreeOnChoices(first: Rater, second: Rater, options: AgreementOptions): ChoicePairAgreement {
  const both = listBoth(first, second);
  const units = group(both, options);
  return {
    raters: [first.name, second.name],
    items: both.length,
    units: units.length,
    ...(both.length > 0 && { kappa: measure(units, kappaOf, options), exact: shareWithin(units, 0) }),
  };
}

function kappaOf(items: readonly (readonly number[])[]): number | undefined {
  const take = (place: 0 | 1) => items.map((item) => item[place] ?? Number.NaN);
  return weightedKappa(take(0), take(1), { weights: "none" });
}
