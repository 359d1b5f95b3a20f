import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { type ChooseBody, type Pairs, pairsSchema } from "../../../src/wire/assay/pairs.ts";
import { askService } from "../../shell/ask-service.ts";
import { createOutbox, type Outbox } from "../outbox.ts";

export type Choice = Pairs["own"][number]["choice"];

/** What a person says of a pair. */
export interface Chosen {
  readonly choice: Choice;
  readonly much: boolean;
}

export interface PairDesk {
  readonly pairs: Pairs;
  readonly outbox: Outbox<ChooseBody>;
  /** Index of the pair that is shown; behind the last one is the end. */
  readonly place: ReadonlySignal<number>;
  /** Pairs that are still to be compared. */
  readonly left: ReadonlySignal<number>;
  /** What happened last, for those who cannot see it. */
  readonly news: ReadonlySignal<string>;
  chosenAt(index: number): Chosen | undefined;
  /** Says which answer of the pair is better, and goes on to the next one that is left. */
  choose(chosen: Chosen): void;
  /** Takes the last choice back, and goes where it was made. */
  undo(): void;
  goTo(index: number): void;
}

export const CHOICE_NAMES: Readonly<Record<Choice, string>> = {
  left: "1 is better",
  right: "2 is better",
  "both-good": "Both good",
  "both-bad": "Both bad",
  tie: "Neither is better",
};

export interface OpenPairsOptions {
  readonly by: string;
  /** Pairs at most; absent: as the service has it. */
  readonly most?: number | undefined;
  /** Aborts when the room is left. */
  readonly signal: AbortSignal;
}

/** Opens the desk of a person. What a page that was left did not send is sent by the one that follows it. @throws PageError */
export async function openPairDesk(run: string, { by, most, signal: left }: OpenPairsOptions): Promise<PairDesk> {
  const query = new URLSearchParams({ by, ...(most !== undefined && { most: `${most}` }) });
  const pairs = await askService(`/assay/v1/runs/${encodeURIComponent(run)}/pairs?${query}`, pairsSchema, {
    signal: left,
  });
  const outbox = createOutbox<ChooseBody>(pairs.run, "pairs");
  left.addEventListener("abort", () => outbox.close());
  const desk = createPairDesk(pairs, outbox);
  outbox.send();
  return desk;
}

function createPairDesk(given: Pairs, outbox: Outbox<ChooseBody>): PairDesk {
  const { pairs, own, by } = given;
  const keyOf = ({ left, right }: { readonly left: string; readonly right: string }) => `${left} ${right}`;
  const said = signal<ReadonlyMap<string, Chosen>>(
    new Map(own.map(({ choice, much = false, ...pair }) => [keyOf(pair), { choice, much }])),
  );
  for (const body of outbox.unsent.peek()) if (body.by === by) apply(body);
  const done: { readonly index: number; readonly before: Chosen | undefined }[] = [];
  const news = signal("");
  const chosenAt = (index: number) => {
    const pair = pairs[index];
    return pair && said.value.get(keyOf(pair));
  };
  const place = signal(nextLeft(-1));

  function apply(body: ChooseBody): void {
    const { choice, much = false } = body;
    const all = new Map(said.peek());
    if (choice === null) all.delete(keyOf(body));
    else all.set(keyOf(body), { choice, much });
    said.value = all;
  }

  function change(index: number, chosen: Chosen | undefined): void {
    const pair = pairs[index];
    if (pair === undefined) return;
    const body = { by, ...pair, choice: chosen?.choice ?? null, ...(chosen?.much && { much: true }) };
    apply(body);
    outbox.add(body);
  }

  /** The next pair without a choice, from the first one again after the last; behind the last where none is left. */
  function nextLeft(after: number): number {
    const isLeft = (_: unknown, index: number) => chosenAt(index) === undefined;
    const next = pairs.findIndex((pair, index) => index > after && isLeft(pair, index));
    const found = next < 0 ? pairs.findIndex(isLeft) : next;
    return found < 0 ? pairs.length : found;
  }

  function goTo(index: number, before = ""): void {
    place.value = Math.max(0, Math.min(index, pairs.length));
    const where = place.value === pairs.length ? "The end of the answers." : `Pair ${place.value + 1}.`;
    news.value = `${before}${where}`;
  }

  return {
    pairs: given,
    outbox,
    place,
    left: computed(() => pairs.filter((pair) => !said.value.has(keyOf(pair))).length),
    news,
    chosenAt,
    choose(chosen) {
      const index = place.value;
      if (pairs[index] === undefined) return;
      done.push({ index, before: chosenAt(index) });
      change(index, chosen);
      goTo(nextLeft(index), `${CHOICE_NAMES[chosen.choice]}${chosen.much ? ", by far" : ""}. `);
    },
    undo() {
      const last = done.pop();
      if (last === undefined) {
        news.value = "There is nothing to undo.";
        return;
      }
      change(last.index, last.before);
      goTo(last.index, "Taken back. ");
    },
    goTo: (index) => goTo(index),
  };
}
