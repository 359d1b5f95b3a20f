import { formatFigure, formatPoints, listNames } from "./format-figure.ts";
import { OBJECTIVE_DESCRIPTIONS, OBJECTIVES } from "./objectives.ts";
import type { Comparison, Recommendation } from "./recommendation.ts";
import type { Weights } from "./weights.ts";

/** A recommendation as plain sentences, the most important first; for a terminal, Markdown or HTML alike. */
export function explainRecommendation(recommendation: Recommendation): readonly string[] {
  const { verdict, excluded, unproven, pareto, dominated, weights, aaChecks, thinEvidence } = recommendation;
  const [comparison] = recommendation.comparisons;
  return [
    ...verdict.reasons,
    ...(verdict.type === "tied" ? verdict.separators.map((line) => `To tell them apart: ${lowerFirst(line)}`) : []),
    ...excluded.map(({ target, constraint, because }) => `${target} is excluded by "${constraint}": ${because}.`),
    ...unproven.map(
      ({ target, constraint, because }) => `${target} is unproven for "${constraint}" and cannot win: ${because}.`,
    ),
    ...(pareto.length > 1 ? [`Each the best trade of its kind (Pareto set): ${listNames(pareto)}.`] : []),
    ...dominated.map(
      ({ target, by }) => `${target} is, as measured, nowhere better than ${listNames(by)} and somewhere worse.`,
    ),
    ...(comparison === undefined ? [] : [...explainWeights(weights), ...explainPower(comparison)]),
    ...aaChecks.flatMap(({ target, state, because }) =>
      state === "failed" ? [] : [`A/A check of ${target} against itself ${state}: ${because}.`],
    ),
    ...thinEvidence,
  ];
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

function lowerFirst(line: string): string {
  return `${line.charAt(0).toLowerCase()}${line.slice(1)}`;
}
