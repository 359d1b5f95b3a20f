import type { QualityChoice } from "../bench/summary/scorecard.ts";
import { isRubricSource, SOURCE_LABELS } from "../quality/sources/quality-source.ts";
import { explainCertainty } from "./explain-certainty.ts";
import { explainProfile } from "./explain-profile.ts";
import { explainWeights } from "./explain-weights.ts";
import { formatDifference, formatFigure, listNames } from "./format-figure.ts";
import { OBJECTIVE_DESCRIPTIONS } from "./objectives.ts";
import type { AaCheck, Comparison, Recommendation, Verdict } from "./recommendation.ts";

/** Sentences that belong together. The first section, without a title, gives the reasons of the verdict. */
export interface ExplanationSection {
  readonly title?: string | undefined;
  /** Whether it is for those who want to check the verdict, not for those who act on it. */
  readonly background?: true | undefined;
  readonly sentences: readonly string[];
}

/** A recommendation as plain sentences, the most important section first; sections without a sentence are left out. */
export function explainRecommendation(recommendation: Recommendation): readonly ExplanationSection[] {
  const { verdict, excluded, unproven, pareto, dominated, weights, aaChecks, thinEvidence } = recommendation;
  const sections: readonly ExplanationSection[] = [
    { sentences: verdict.reasons },
    { title: "What would settle it", sentences: settlingOf(verdict) },
    { title: "Small against large", sentences: recommendation.sizes?.sentences ?? [] },
    {
      title: "Profile",
      sentences: weights.profile === undefined ? [] : [explainProfile(weights.profile), ...explainWeights(weights)],
    },
    {
      title: "How sure that is",
      sentences: recommendation.certainty === undefined ? [] : explainCertainty(recommendation.certainty, weights),
    },
    {
      title: "Constraints",
      sentences: [
        ...excluded.map(({ target, constraint, because }) => `${target} is excluded by "${constraint}": ${because}.`),
        ...unproven.map(
          ({ target, constraint, because }) =>
            `${target} is unproven for "${constraint}" and cannot be taken: ${because}.`,
        ),
      ],
    },
    {
      title: "How it was weighed",
      background: true,
      sentences: [
        ...(pareto.length > 1 ? [`Each the best trade of its kind (Pareto set): ${listNames(pareto)}.`] : []),
        ...dominated.map(
          ({ target, by }) => `${target} is, as measured, nowhere better than ${listNames(by)} and somewhere worse.`,
        ),
        ...explainSource(recommendation.quality),
        ...(recommendation.comparisons.length === 0 || weights.profile ? [] : explainWeights(weights)),
        ...recommendation.comparisons.slice(0, MOST_PAIRS).flatMap(explainPower),
        ...explainChecks(aaChecks),
      ],
    },
    {
      title: "Where the evidence is thin",
      background: true,
      sentences: [...explainDisturbances(recommendation.disturbances), ...thinEvidence],
    },
  ];
  return sections.filter(({ sentences }) => sentences.length > 0);
}

/** Where the quality comes from, wherever it could come from elsewhere. */
function explainSource(quality: QualityChoice | undefined): readonly string[] {
  if (quality === undefined || (quality.source === "facets" && quality.others.length === 0)) return [];
  const { source, setBy, others } = quality;
  const by = setBy === "user" ? ", as you chose" : "";
  const beside = others.length === 0 ? "" : `; there are also ${listNames(others.map((one) => SOURCE_LABELS[one]))}`;
  const scale = isRubricSource(source)
    ? " A difference of 0.2 rubric points is of no consequence, as 5 of 100 points are."
    : "";
  return [`Quality is taken from ${SOURCE_LABELS[source]}${by}${beside}.${scale}`];
}

const MOST_PAIRS = 3;

/** Steps that would settle what a verdict leaves open; empty where it leaves nothing. */
export function settlingOf(verdict: Verdict): readonly string[] {
  return verdict.type === "not-enough-evidence" || verdict.type === "trade" ? (verdict.settle ?? []) : [];
}

/** Result of each check of a target against itself, one sentence per twin. */
export function explainChecks(checks: readonly AaCheck[]): readonly string[] {
  return [...Map.groupBy(checks, ({ target }) => target)].map(([target, of]) => {
    const parts = of.map(
      ({ objective, state, because }) => `${OBJECTIVE_DESCRIPTIONS[objective].label} ${state} (${because})`,
    );
    return `A/A check of ${target} against itself: ${parts.join(", ")}.`;
  });
}

function explainDisturbances(disturbances: readonly string[]): readonly string[] {
  return disturbances.length === 0 ? [] : [`Timing was disturbed: ${disturbances.join("; ")}.`];
}

/** Difference that the prompts of a pair could have found: one that is not seen may be as large. */
function explainPower({ first, second, findings }: Comparison): readonly string[] {
  const parts = findings.flatMap(({ objective, difference, unit }) => {
    const { detectable } = difference ?? {};
    if (detectable === undefined || difference?.of !== "prompts") return [];
    const { label, scale } = OBJECTIVE_DESCRIPTIONS[objective];
    const size =
      scale === "difference" ? formatDifference({ value: detectable }, unit) : formatFigure(detectable - 1, "ratio");
    return [{ text: `${size} of ${label}`, n: difference.n }];
  });
  return [...Map.groupBy(parts, ({ n }) => n)].map(
    ([n, of]) =>
      `The ${n} prompts would find these differences between ${first} and ${second} in four of five tries: ${listNames(of.map(({ text }) => text))}.`,
  );
}
