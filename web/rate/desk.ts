import { type ReadonlySignal, signal } from "@preact/signals";
import { type RateBody, type Ratings, ratingsSchema } from "../../src/wire/assay/ratings.ts";
import { askService } from "../shell/ask-service.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { type Criterion, createOwnScores, type Item, type OwnScores, type Score } from "./own-scores.ts";

/** Where a person is; behind the last answer is the end. */
export interface Place {
  readonly item: number;
  readonly criterion: number;
}

export interface Desk {
  readonly ratings: Ratings;
  readonly outbox: Outbox<RateBody>;
  readonly own: OwnScores;
  readonly place: ReadonlySignal<Place>;
  /** What happened last, for those who cannot see it. */
  readonly news: ReadonlySignal<string>;
  /** Scores by the criterion that has its turn, and goes on to the next one. */
  score(score: Score): void;
  /** Takes the last score back, and goes where it was given. */
  undo(): void;
  goTo(place: Place): void;
  /** To the criterion after this one or before it, over the ends of the answer. */
  step(by: 1 | -1): void;
  note(item: Item, note: string): void;
}

export interface OpenDeskOptions {
  readonly by: string;
  /** The answer to begin with; absent: the first that is left. */
  readonly item?: string | undefined;
  /** Aborts when the room is left. */
  readonly signal: AbortSignal;
}

/** Opens the desk of a person. The scores of a page that was left are sent by the one that follows it. @throws PageError */
export async function openDesk(run: string, { by, item, signal }: OpenDeskOptions): Promise<Desk> {
  const path = `/assay/v1/runs/${encodeURIComponent(run)}/ratings?${new URLSearchParams({ by })}`;
  const ratings = await askService(path, ratingsSchema, { signal });
  const outbox = createOutbox<RateBody>(ratings.run, "ratings");
  signal.addEventListener("abort", () => outbox.close());
  const desk = createDesk(ratings, outbox);
  const index = ratings.items.findIndex((one) => one.item === item);
  if (index >= 0) desk.goTo({ item: index, criterion: 0 });
  outbox.send();
  return desk;
}

/** Takes a person through the answers of a run, criterion by criterion. */
function createDesk(ratings: Ratings, outbox: Outbox<RateBody>): Desk {
  const { items } = ratings;
  const own = createOwnScores(ratings, outbox);
  const { criteriaOf, saidOf, nextItem, change } = own;
  const done: { readonly place: Place; readonly before: Score | null }[] = [];
  const news = signal("");
  const place = signal<Place>({ item: nextItem(-1), criterion: 0 });

  function at({ item: index, criterion: number }: Place) {
    const item = items[index];
    const criterion = item && criteriaOf(item)[number];
    return item && criterion && { item, criterion };
  }

  function goTo(to: Place, before = ""): void {
    const isNext = to.item !== place.value.item;
    place.value = to;
    news.value = `${before}${describe(at(to)?.criterion, isNext)}`;
  }

  return {
    ratings,
    outbox,
    own,
    place,
    news,
    score(score) {
      const now = place.value;
      const here = at(now);
      if (here === undefined) return;
      const { item, criterion } = here;
      done.push({ place: now, before: saidOf(item).scores[criterion.id] ?? null });
      change({ item: item.item, scores: { [criterion.id]: score } });
      const isLast = now.criterion === criteriaOf(item).length - 1;
      const next = isLast ? { item: nextItem(now.item), criterion: 0 } : { ...now, criterion: now.criterion + 1 };
      goTo(next, `${criterion.name}: ${score}. `);
    },
    undo() {
      const last = done.pop();
      const there = last && at(last.place);
      if (last === undefined || there === undefined) {
        news.value = "There is nothing to undo.";
        return;
      }
      change({ item: there.item.item, scores: { [there.criterion.id]: last.before } });
      goTo(last.place, "Taken back. ");
    },
    goTo: (to) => goTo(to),
    step(by) {
      const { item, criterion } = place.value;
      const count = (index: number) => (items[index] === undefined ? 0 : criteriaOf(items[index]).length);
      if (criterion + by >= 0 && criterion + by < count(item)) goTo({ item, criterion: criterion + by });
      else if (by > 0 && item < items.length) goTo({ item: item + 1, criterion: 0 });
      else if (by < 0 && item > 0) goTo({ item: item - 1, criterion: Math.max(0, count(item - 1) - 1) });
    },
    note(item, note) {
      if (note.trim() !== saidOf(item).note) change({ item: item.item, scores: {}, note: note.trim() });
    },
  };
}

function describe(criterion: Criterion | undefined, isNext: boolean): string {
  if (criterion === undefined) return "The end of the answers.";
  return `${isNext ? "Another answer. " : ""}${criterion.name}?`;
}
