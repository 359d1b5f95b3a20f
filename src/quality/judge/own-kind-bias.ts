import { mean } from "../../stats/centre.ts";
import { type MeanInterval, meanInterval } from "../../stats/mean-interval.ts";
import type { Annotation } from "../annotations/annotation.ts";
import type { JudgedItem } from "./judge-fitness.ts";

/** An answer as the judge scored it, and whether a model of the judge's kind gave it. */
export interface KindItem extends JudgedItem {
  readonly isOwnKind: boolean;
}

/** How much better a judge takes answers of its own kind than people do, against answers to the same prompts of others. */
export interface OwnKindBias {
  /** In points. */
  readonly points: number;
  /** At 95 %, over prompts; absent below 12. */
  readonly interval?: MeanInterval | undefined;
  readonly prompts: number;
}

/** Measures it, where prompts have answers of both kinds that people scored by the same criteria too. */
export function measureOwnKindBias(
  items: readonly KindItem[],
  annotations: readonly Annotation[],
): OwnKindBias | undefined {
  const said = Map.groupBy(annotations, ({ item }) => item);
  const compared = items.flatMap(({ item, prompt, isOwnKind, scores }) => {
    const given = said.get(item) ?? [];
    const gaps = given.flatMap((one) =>
      Object.entries(one.scores).flatMap(([criterion, score]) => {
        const own = scores[criterion];
        return own === undefined ? [] : [own - score];
      }),
    );
    return gaps.length === 0 ? [] : [{ prompt, isOwnKind, gap: mean(gaps) }];
  });
  const differences = [...Map.groupBy(compared, ({ prompt }) => prompt).values()].flatMap((answers) => {
    const gapsOf = (wanted: boolean) => answers.flatMap((one) => (one.isOwnKind === wanted ? [one.gap] : []));
    const [kind, others] = [gapsOf(true), gapsOf(false)];
    return kind.length === 0 || others.length === 0 ? [] : [mean(kind) - mean(others)];
  });
  if (differences.length === 0) return undefined;
  const interval = meanInterval(differences);
  return { points: mean(differences), ...(interval !== undefined && { interval }), prompts: differences.length };
}
