import { formatFigure, formatPoints, listNames } from "./format-figure.ts";
import { OBJECTIVE_DESCRIPTIONS, OBJECTIVES } from "./objectives.ts";
import type { Comparison, Recommendation } from "./recommendation.ts";
import type { Weights } from "./weights.ts";

/** Sentences that belong together. The first section, without a title, gives the reasons of the verdict. */
export interface ExplanationSection {
  readonly title?: string | undefined;
  readonly sentences: readonly string[];
}

/** A recommendation as plain sentences, the most important section first; sections without a sentence are left out. */
export function explainRecommendation(recommendation: Recommendation): readonly ExplanationSection[] {
  const { verdict, excluded, unproven, pareto, dominated, weights, aaChecks, thinEvidence } = recommendation;
  const [comparison] = recommendation.comparisons;
  const sections: readonly ExplanationSection[] = [
    { sentences: verdict.reasons },
    { title: "What would tell them apart", sentences: verdict.type === "tied" ? verdict.separators : [] },
    {
      title: "Constraints",
      sentences: [
        ...excluded.map(({ target, constraint, because }) => `${target} is excluded by "${constraint}": ${because}.`),
        ...unproven.map(
          ({ target, constraint, because }) => `${target} is unproven for "${constraint}" and cannot win: ${because}.`,
        ),
      ],
    },
    {
      title: "How it was weighed",
      sentences: [
        ...(pareto.length > 1 ? [`Each the best trade of its kind (Pareto set): ${listNames(pareto)}.`] : []),
        ...dominated.map(
          ({ target, by }) => `${target} is, as measured, nowhere better than ${listNames(by)} and somewhere worse.`,
        ),
        ...(comparison === undefined ? [] : [...explainWeights(weights), ...explainPower(comparison)]),
        ...aaChecks.flatMap(({ target, state, because }) =>
          state === "failed" ? [] : [`A/A check of ${target} against itself ${state}: ${because}.`],
        ),
      ],
    },
    { title: "Where the evidence is thin", sentences: thinEvidence },
  ];
  return sections.filter(({ sentences }) => sentences.length > 0);
}

function explainWeights(weights: Weights): readonly string[] {
  const parts = OBJECTIVES.filter((objective) => weights[objective] > 0).map(
    (objective) => `${OBJECTIVE_DESCRIPTIONS[objective].label} ${formatFigure(weights[objective], "ratio")}`,
  );
  if (parts.length === 0) return [];
  const { quality, latency } = weights;
  const rate =
    quality > 0 && latency > 0
      ? `: half the latency counts as much as ${formatPoints({ value: (latency * Math.log10(2)) / quality })} of quality`
      : "";
  return [`Weights are ${parts.join(", ")}${rate}.`];
}

function explainPower({ prompts, objectives }: Comparison): readonly string[] {
  const parts = objectives.flatMap(({ objective, type, value, detectable }) => {
    if (detectable === undefined || detectable === 0) return [];
    // Of a ratio of 2.4, 0.24 is a tenth of the latency.
    const size =
      type === "difference" ? formatPoints({ value: detectable }) : formatFigure(detectable / value, "ratio");
    return [`${size} of ${OBJECTIVE_DESCRIPTIONS[objective].label}`];
  });
  if (parts.length === 0) return [];
  return [`Smallest differences that ${prompts} prompts find in four of five tries: ${listNames(parts)}.`];
}
