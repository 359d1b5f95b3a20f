import { mean } from "../../stats/centre.ts";
import type { Annotation } from "../annotations/annotation.ts";
import type { AnsweredItem } from "../annotations/summarize-annotations.ts";
import { toShare } from "./quality-source.ts";

/** Scores of one answer by criterion, 1 to 5; those of people are means over the people who gave them. */
export type Points = Readonly<Record<string, number>>;

/** Scores of one answer by a rubric. */
export interface Rating {
  readonly points: Points;
  /** The mean over the criteria that count for its prompt, as 0 to 1. */
  readonly value: number;
  /** Ids of these criteria. */
  readonly criteria: readonly string[];
}

/** Finds the rating of an answer; absent where it has none. */
export type Ratings = (prompt: string, answer: string) => Rating | undefined;

/**
 * Rates answers by what was scored of them.
 *
 * Of each prompt those criteria count by which all of its scored answers were scored, so that answers to one prompt are held against
 * each other by the same; where there is no such criterion, its answers have no rating.
 */
export function rateAnswers(
  items: readonly Pick<AnsweredItem, "item" | "promptId" | "answer">[],
  scored: ReadonlyMap<string, Points>,
): Ratings {
  const rated = new Map<string, Rating>();
  for (const [promptId, own] of Map.groupBy(items, (one) => one.promptId)) {
    const lists = own.flatMap(({ item, answer }) => {
      const points = scored.get(item) ?? {};
      return Object.keys(points).length === 0 ? [] : [{ answer, points }];
    });
    const [first] = lists;
    const shared = Object.keys(first?.points ?? {}).filter((id) =>
      lists.every(({ points }) => points[id] !== undefined),
    );
    if (shared.length === 0) continue;
    for (const { answer, points } of lists)
      rated.set(toKey(promptId, answer), {
        points,
        value: mean(shared.map((id) => toShare(points[id] ?? Number.NaN))),
        criteria: shared,
      });
  }
  return (prompt, answer) => rated.get(toKey(prompt, answer));
}

/** The means of all people who scored an answer, by answer and criterion. */
export function pointsOfPeople(annotations: readonly Annotation[]): ReadonlyMap<string, Points> {
  return new Map(
    [...Map.groupBy(annotations, ({ item }) => item)].map(([item, own]) => {
      const criteria = [...new Set(own.flatMap(({ scores }) => Object.keys(scores)))];
      const points = criteria.map((id) => [id, mean(own.flatMap(({ scores }) => scores[id] ?? []))] as const);
      return [item, Object.fromEntries(points)];
    }),
  );
}

function toKey(prompt: string, answer: string): string {
  return JSON.stringify([prompt, answer]);
}
