import { mean } from "../../stats/centre.ts";
import type { Score } from "../rubric/rubric.ts";
import type { Annotation } from "./annotation.ts";

/** An answer about which people differ by one criterion. */
export interface Dispute {
  readonly item: string;
  readonly promptId: string;
  readonly criterion: string;
  readonly answer: string;
  /** Ids of the targets that gave it. */
  readonly targets: readonly string[];
  readonly scores: readonly { readonly by: string; readonly score: Score }[];
  /** Points between the highest and the lowest score. */
  readonly points: number;
}

/** More would not be looked at together. */
const MOST = 10;
/** People who differ by one point agree as well as people do. */
const LEAST_POINTS = 2;

/** Finds the answers that are worth to be talked about: those with scores two points apart or more, the widest apart first. */
export function findDisputes(
  items: readonly Pick<Dispute, "item" | "promptId" | "answer" | "targets">[],
  annotations: readonly Annotation[],
): readonly Dispute[] {
  const byItem = Map.groupBy(annotations, ({ item }) => item);
  const disputes = items.flatMap(({ item, promptId, answer, targets }) => {
    const given = byItem.get(item) ?? [];
    return [...new Set(given.flatMap(({ scores }) => Object.keys(scores)))].flatMap((criterion) => {
      const scores = given.flatMap(({ by, scores: own }) => {
        const score = own[criterion];
        return score === undefined ? [] : [{ by, score }];
      });
      const values = scores.map(({ score }) => score);
      const points = Math.max(...values) - Math.min(...values);
      return points < LEAST_POINTS ? [] : [{ item, promptId, criterion, answer, targets, scores, points }];
    });
  });
  return disputes.toSorted((a, b) => b.points - a.points || spread(b) - spread(a)).slice(0, MOST);
}

function spread({ scores }: Dispute): number {
  const middle = mean(scores.map(({ score }) => score));
  return mean(scores.map(({ score }) => (score - middle) ** 2));
}
