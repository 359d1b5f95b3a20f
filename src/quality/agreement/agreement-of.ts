import { type BootstrapInterval, bootstrapInterval } from "../../stats/bootstrap-interval.ts";
import { krippendorffAlpha } from "../../stats/krippendorff-alpha.ts";
import { shareInterval } from "../../stats/share-interval.ts";
import { spearman } from "../../stats/spearman.ts";
import { weightedKappa } from "../../stats/weighted-kappa.ts";

/** Somebody who scored answers by one criterion: a person or a judge. */
export interface Rater {
  readonly name: string;
  /** By the id of the item; a judge's may lie between two points. */
  readonly scores: ReadonlyMap<string, number>;
}

/** A coefficient with its interval, which is absent with fewer than 12 units (of a share: 6), and where all resamples agree. */
export interface Agreement {
  readonly value: number;
  readonly interval?: BootstrapInterval | undefined;
}

/** How far two raters agree on the items that both scored; a coefficient that cannot be computed is absent. */
export interface PairAgreement {
  readonly raters: readonly [string, string];
  /** Items that both scored, and the units that were resampled. */
  readonly items: number;
  readonly units: number;
  /** Cohen's kappa by squared distances. */
  readonly quadraticKappa?: Agreement | undefined;
  /** Cohen's kappa by distances. */
  readonly linearKappa?: Agreement | undefined;
  /** Spearman's rank correlation. */
  readonly rankCorrelation?: Agreement | undefined;
  /** Share of items with the same score, and with scores at most one point apart. */
  readonly exact?: Agreement | undefined;
  readonly withinOne?: Agreement | undefined;
}

export interface RaterAgreement {
  /** Krippendorff's ordinal alpha of all together. */
  readonly alpha?: Agreement | undefined;
  /** Items that at least two scored. */
  readonly items: number;
  readonly pairs: readonly PairAgreement[];
}

export interface AgreementOptions {
  /** The unit that an item belongs to, such as its prompt: units are resampled, as what is alike in them is no new evidence. */
  readonly unitOf: (item: string) => string;
  readonly seed: number;
}

/** Finds how far raters agree who scored the same items, all together and two by two. */
export function agreementOf(raters: readonly Rater[], options: AgreementOptions): RaterAgreement {
  const shared = listShared(raters);
  return {
    alpha: measure(group(shared, options), krippendorffAlpha, options),
    items: shared.length,
    pairs: raters.flatMap((first, index) =>
      raters.slice(index + 1).map((second) => agreementOfPair(first, second, options)),
    ),
  };
}

function agreementOfPair(first: Rater, second: Rater, options: AgreementOptions): PairAgreement {
  const pairs = listBoth(first, second);
  const units = group(pairs, options);
  const take = (statistic: (first: readonly number[], second: readonly number[]) => number | undefined) =>
    measure(
      units,
      (items) =>
        items.length === 0
          ? undefined
          : statistic(
              items.map(([a = 0]) => a),
              items.map(([, b = 0]) => b),
            ),
      options,
    );
  return {
    raters: [first.name, second.name],
    items: pairs.length,
    units: units.length,
    quadraticKappa: take((a, b) => weightedKappa(a, b, { weights: "quadratic" })),
    linearKappa: take((a, b) => weightedKappa(a, b, { weights: "linear" })),
    rankCorrelation: take((a, b) => spearman(a, b)?.rho),
    exact: shareWithin(units, 0),
    withinOne: shareWithin(units, 1),
  };
}

type ItemScores = readonly number[];
type ScoredItem = readonly [item: string, scores: ItemScores];

/** The items that at least two scored, with all of their scores. */
export function listShared(raters: readonly Rater[]): readonly ScoredItem[] {
  const ids = new Set(raters.flatMap(({ scores }) => [...scores.keys()]));
  return [...ids]
    .map((id): ScoredItem => [id, raters.flatMap(({ scores }) => scores.get(id) ?? [])])
    .filter(([, scores]) => scores.length > 1);
}

/** The items that both scored, with the score of either. */
export function listBoth(first: Rater, second: Rater): readonly ScoredItem[] {
  return [...first.scores].flatMap(([id, score]): ScoredItem[] => {
    const other = second.scores.get(id);
    return other === undefined ? [] : [[id, [score, other]]];
  });
}

/**
 * Share of items whose two scores lie so close; absent without items. Resamples of raters who always agree all agree too, so that
 * an interval of a share tells more.
 */
export function shareWithin(units: readonly (readonly ItemScores[])[], within: number): Agreement | undefined {
  if (units.length === 0) return undefined;
  const clusters = units.map((unit) => ({
    found: unit.filter(([a = 0, b = 0]) => Math.abs(a - b) <= within).length,
    expected: unit.length,
  }));
  const interval = shareInterval(clusters);
  const value = clusters.reduce((sum, { found }) => sum + found, 0) / units.flat().length;
  return { value, ...(interval !== undefined && { interval }) };
}

/** The scores of items, put together by unit. */
export function group(items: readonly ScoredItem[], { unitOf }: AgreementOptions): readonly (readonly ItemScores[])[] {
  return [...Map.groupBy(items, ([id]) => unitOf(id)).values()].map((unit) => unit.map(([, scores]) => scores));
}

/** A coefficient of agreement, with the interval that comes of resampling units; absent where it cannot be computed. */
export function measure(
  units: readonly (readonly ItemScores[])[],
  statistic: (items: readonly ItemScores[]) => number | undefined,
  { seed }: AgreementOptions,
): Agreement | undefined {
  const value = statistic(units.flat());
  if (value === undefined) return undefined;
  const interval = bootstrapInterval(units, (drawn) => statistic(drawn.flat()), { seed });
  return { value, ...(interval !== undefined && { interval }) };
}
