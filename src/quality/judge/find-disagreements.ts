/** An answer that a judge and people scored apart. */
export interface Disagreement {
  readonly item: string;
  readonly promptId: string;
  readonly answer: string;
  /** Ids of the targets that gave it. */
  readonly targets: readonly string[];
  /** By criterion: the judge's score, and the mean of the people's. */
  readonly scores: readonly { readonly criterion: string; readonly judge: number; readonly people: number }[];
  /** Points between the two in the criterion in which they are furthest apart. */
  readonly points: number;
}

/** An answer with the scores of both by criterion. */
export interface DoublyScored extends Omit<Disagreement, "scores" | "points"> {
  readonly judge: Readonly<Record<string, number>>;
  readonly people: Readonly<Record<string, number>>;
}

/** More would not be looked at. */
const MOST = 10;
/** People who differ by one point agree as well as people do. */
const LEAST_POINTS = 2;

/** Finds the answers that a judge and people score two points apart or more, the widest apart first. */
export function findDisagreements(answers: readonly DoublyScored[]): readonly Disagreement[] {
  return answers
    .flatMap(({ judge, people, ...answer }): readonly Disagreement[] => {
      const scores = Object.entries(judge).flatMap(([criterion, score]) => {
        const own = people[criterion];
        return own === undefined ? [] : [{ criterion, judge: score, people: own }];
      });
      const points = Math.max(0, ...scores.map((one) => Math.abs(one.judge - one.people)));
      return points < LEAST_POINTS ? [] : [{ ...answer, scores, points }];
    })
    .toSorted((a, b) => b.points - a.points || total(b) - total(a))
    .slice(0, MOST);
}

function total({ scores }: Disagreement): number {
  return scores.reduce((sum, { judge, people }) => sum + Math.abs(judge - people), 0);
}
