import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { RateBody, Ratings } from "../../src/wire/assay/ratings.ts";
import type { Outbox } from "./outbox.ts";

export type Item = Ratings["items"][number];
export type Criterion = Ratings["criteria"][number];
export type Score = 1 | 2 | 3 | 4 | 5;

/** What a person has said of an answer. */
export interface Said {
  readonly scores: Readonly<Record<string, Score>>;
  readonly note: string;
}

/** What one person says of a run: shown at once, and sent to the service. */
export interface OwnScores {
  /** Answers that are still to be scored. */
  readonly left: ReadonlySignal<number>;
  saidOf(item: Item): Said;
  /** Criteria that the answer can be scored by. */
  criteriaOf(item: Item): readonly Criterion[];
  /** Index of the next answer that is not done, from the first one again after the last; behind the last where none is left. */
  nextItem(after: number): number;
  change(body: Omit<RateBody, "by">): void;
}

const NOTHING: Said = { scores: {}, note: "" };

export function createOwnScores({ items, criteria, own, by }: Ratings, outbox: Outbox<RateBody>): OwnScores {
  const said = signal(new Map<string, Said>(own.map(({ item, scores, note = "" }) => [item, { scores, note }])));
  for (const body of outbox.unsent.peek()) if (body.by === by) apply(body);

  function saidOf({ item }: Item): Said {
    return said.value.get(item) ?? NOTHING;
  }

  function criteriaOf({ reference }: Item): readonly Criterion[] {
    return criteria.filter(({ needs }) => needs !== "reference" || reference !== undefined);
  }

  /** A prompt may bring no material along: whether it does, the person sees. */
  function isLeft(item: Item): boolean {
    const { scores } = saidOf(item);
    return criteriaOf(item).some(({ id, needs }) => scores[id] === undefined && needs !== "context");
  }

  function apply({ item, scores, note }: Omit<RateBody, "by">): void {
    const before = said.peek().get(item) ?? NOTHING;
    const all = Object.entries({ ...before.scores, ...scores });
    const kept = Object.fromEntries(all.flatMap(([id, score]) => (score === null ? [] : [[id, score]])));
    said.value = new Map(said.peek()).set(item, { scores: kept, note: note ?? before.note });
  }

  return {
    left: computed(() => items.filter(isLeft).length),
    saidOf,
    criteriaOf,
    nextItem(after) {
      const next = items.findIndex((item, index) => index > after && isLeft(item));
      const found = next < 0 ? items.findIndex(isLeft) : next;
      return found < 0 ? items.length : found;
    },
    change(body) {
      apply(body);
      outbox.add({ by, ...body });
    },
  };
}
