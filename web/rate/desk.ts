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

/** Where a person is; behind the last answer is the end. */
export interface Place {
  readonly item: number;
  readonly criterion: number;
}

export interface Desk {
  readonly ratings: Ratings;
  readonly outbox: Outbox;
  readonly place: ReadonlySignal<Place>;
  /** Answers that are still to be scored. */
  readonly left: ReadonlySignal<number>;
  /** What happened last, for those who cannot see it. */
  readonly news: ReadonlySignal<string>;
  saidOf(item: Item): Said;
  /** Criteria that the answer can be scored by. */
  criteriaOf(item: Item): readonly Criterion[];
  /** Scores by the criterion that has its turn, and goes on to the next one. */
  score(score: Score): void;
  /** Takes the last score back, and goes where it was given. */
  undo(): void;
  goTo(place: Place): void;
  /** To the criterion after this one or before it, over the ends of the answer. */
  step(by: 1 | -1): void;
  note(item: Item, note: string): void;
}

const NOTHING: Said = { scores: {}, note: "" };

/** Keeps what one person says of a run: shown at once, and sent to the service. */
export function createDesk(ratings: Ratings, outbox: Outbox): Desk {
  const { items, criteria, by } = ratings;
  const said = signal(new Map(ratings.own.map(({ item, scores, note = "" }) => [item, { scores, note }])));
  for (const body of outbox.unsent.peek()) if (body.by === by) apply(body);
  const done: { readonly place: Place; readonly before: Score | null }[] = [];
  const news = signal("");
  const left = computed(() => items.filter((item) => !isDone(item)).length);
  const place = signal<Place>({ item: nextItem(-1), criterion: 0 });

  function saidOf({ item }: Item): Said {
    return said.value.get(item) ?? NOTHING;
  }

  function criteriaOf({ reference }: Item): readonly Criterion[] {
    return criteria.filter(({ needs }) => needs !== "reference" || reference !== undefined);
  }

  /** A prompt may bring no material along: whether it does, the person sees. */
  function isDone(item: Item): boolean {
    const { scores } = saidOf(item);
    return criteriaOf(item).every(({ id, needs }) => scores[id] !== undefined || needs === "context");
  }

  /** The next answer that is not done, from the first one again after the last. */
  function nextItem(after: number): number {
    const isLeft = (item: Item) => !isDone(item);
    const next = items.findIndex((item, index) => index > after && isLeft(item));
    if (next >= 0) return next;
    const first = items.findIndex(isLeft);
    return first < 0 ? items.length : first;
  }

  function apply({ item, scores, note }: Omit<RateBody, "by">): void {
    const before = said.peek().get(item) ?? NOTHING;
    const all = Object.entries({ ...before.scores, ...scores });
    const kept = Object.fromEntries(all.flatMap(([id, score]) => (score === null ? [] : [[id, score]])));
    said.value = new Map(said.peek()).set(item, { scores: kept, note: note ?? before.note });
  }

  function change(body: Omit<RateBody, "by">): void {
    apply(body);
    outbox.add({ by, ...body });
  }

  function here(at = place.value): { readonly item: Item; readonly criterion: Criterion } | undefined {
    const item = items[at.item];
    const criterion = item && criteriaOf(item)[at.criterion];
    return item && criterion && { item, criterion };
  }

  return {
    ratings,
    outbox,
    place,
    left,
    news,
    saidOf,
    criteriaOf,
    score(score) {
      const at = here();
      if (at === undefined) return;
      const { item, criterion } = at;
      done.push({ place: place.value, before: saidOf(item).scores[criterion.id] ?? null });
      change({ item: item.item, scores: { [criterion.id]: score } });
      const isLast = place.value.criterion === criteriaOf(item).length - 1;
      place.value = isLast
        ? { item: nextItem(place.value.item), criterion: 0 }
        : { ...place.value, criterion: place.value.criterion + 1 };
      news.value = `${criterion.name}: ${score}. ${describe(here()?.criterion, isLast)}`;
    },
    undo() {
      const last = done.pop();
      const at = last && here(last.place);
      if (last === undefined || at === undefined) {
        news.value = "There is nothing to undo.";
        return;
      }
      change({ item: at.item.item, scores: { [at.criterion.id]: last.before } });
      place.value = last.place;
      news.value = `${at.criterion.name}: taken back.`;
    },
    goTo(to) {
      place.value = to;
      news.value = describe(here()?.criterion, false);
    },
    step(by) {
      const at = place.value;
      const item = items[at.item];
      const criterion = at.criterion + by;
      if (item !== undefined && criterion >= 0 && criterion < criteriaOf(item).length) this.goTo({ ...at, criterion });
      else if (at.item + by >= 0 && at.item + by <= items.length) {
        const next = items[at.item + by];
        this.goTo({ item: at.item + by, criterion: by > 0 || next === undefined ? 0 : criteriaOf(next).length - 1 });
      }
    },
    note(item, note) {
      if (note.trim() !== saidOf(item).note) change({ item: item.item, scores: {}, note: note.trim() });
    },
  };
}

function describe(criterion: Criterion | undefined, isNext: boolean): string {
  if (criterion === undefined) return "No answer is left.";
  return `${isNext ? "Next answer. " : ""}${criterion.name}?`;
}
