/**
 * How often the matcher errs on answers of models and people that it was not tuned on, 0 to 1. A test holds the figures
 * to the labelled answers; docs/facets.md shows them by source, with intervals.
 */
export const MATCHER_RATES = { answers: 167, falseCredit: 0.027, falseRefusal: 0.033 } as const;

/** The rates in half a sentence, for wherever a quality is shown. */
export function wordMatcherRates({ answers, falseCredit, falseRefusal } = MATCHER_RATES): string {
  return `on ${answers} labelled answers the matching found ${percent(falseCredit)} of the facets that are not stated and missed ${percent(falseRefusal)} of those that are (docs/facets.md), which the intervals do not hold.`;
}

/** The same of facets by meaning, on the labelled pairs that the threshold was not set on. */
export const MEANING_RATES = { pairs: 36, falseCredit: 0.3, falseRefusal: 0.438 } as const;

/** How far facets by meaning can be trusted, in a sentence for reports of runs that have them. */
export function wordMeaningRates({ pairs, falseCredit, falseRefusal } = MEANING_RATES): string {
  return `Facets by meaning err more often: on ${pairs} labelled pairs ${percent(falseCredit)} of those that are not stated were found and ${percent(falseRefusal)} of those that are were missed.`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
