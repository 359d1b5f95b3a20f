import { createRandom } from "../lib/random.ts";
import { allOf, type ResampleOptions } from "./compare-targets.ts";
import type { ComparedFigures } from "./compared-figures.ts";
import { OBJECTIVE_DESCRIPTIONS, OBJECTIVES } from "./objectives.ts";
import type { Contribution, RankedTarget } from "./recommendation.ts";
import { scoreOn, toUtility, valueOn } from "./score-on.ts";

/**
 * Ranks the candidates by score, best first, each with what every objective contributes and how often it would rank
 * first on other prompts like these (equal firsts share).
 */
export function rankTargets(figures: ComparedFigures, options: ResampleOptions): readonly RankedTarget[] {
  const all = allOf(figures.prompts.length);
  const best = OBJECTIVES.map((objective) =>
    Math.max(
      ...figures.targets.flatMap(({ values: { [objective]: of } }) =>
        of === undefined ? [] : [toUtility(objective, valueOn(of, all))],
      ),
    ),
  );
  const shares = firstShares(figures, options);
  const ranked = figures.targets.map(({ target, values }, place) => {
    const contributions = OBJECTIVES.flatMap((objective, column): Contribution[] => {
      const { [objective]: of } = values;
      if (of === undefined) return [];
      const value = valueOn(of, all);
      const utility = toUtility(objective, value) + (objective === "quality" ? 0 : 1 - (best[column] ?? 0));
      const weight = figures.weights[objective];
      const { unit } = OBJECTIVE_DESCRIPTIONS[objective];
      return [{ objective, unit, value, utility, weight, contribution: weight * utility }];
    });
    const score = contributions.reduce((sum, { contribution }) => sum + contribution, 0);
    return { target, score, firstShare: shares[place] ?? 0, contributions };
  });
  return ranked.toSorted((a, b) => b.score - a.score);
}

function firstShares({ prompts, targets, weights }: ComparedFigures, options: ResampleOptions): readonly number[] {
  const random = createRandom(options.seed);
  const firsts = targets.map(() => 0);
  const drawn = Array.from({ length: prompts.length }, () => 0);
  for (let draw = 0; draw < options.resamples; draw++) {
    for (let pick = 0; pick < drawn.length; pick++) drawn[pick] = random.integer(prompts.length);
    const scores = targets.map((figures) => scoreOn(figures, drawn, weights));
    const best = Math.max(...scores);
    const winners = scores.filter((score) => score === best).length;
    for (const [place, score] of scores.entries()) {
      if (score === best) firsts[place] = (firsts[place] ?? 0) + 1 / winners;
    }
  }
  return firsts.map((count) => count / options.resamples);
}
