import { type PairShare, promptShare } from "../preferences/prompt-share.ts";
import type { ChoiceTask, KeyedTask } from "./judge-tasks.ts";
import type { Judgement } from "./judgement.ts";

/** What a judge said of the pairs of two targets' answers. */
export interface ChoiceSummary {
  readonly targets: readonly [string, string];
  /** Pairs that were read in both orders. */
  readonly pairs: number;
  /** Pairs whose better answer is the first target's in both orders, and so on. */
  readonly firstWins: number;
  readonly secondWins: number;
  readonly ties: number;
  /** Pairs in which the choice changed with the order: they prefer nobody. */
  readonly flipped: PairShare;
  /** Of the replies that chose, those that took the answer shown first; without a bias it is half of them. */
  readonly firstShown: PairShare;
  /** Of the pairs with a winner, those won by the longer answer. */
  readonly longerWins: PairShare;
}

/** A pair that was read in both orders. */
export interface ReadPair {
  readonly prompt: string;
  /** Of the first target and the second one. */
  readonly texts: readonly [string, string];
  /** Winner by the place of its target: 0 or 1; absent for a tie; one for each order. */
  readonly winners: readonly (0 | 1 | undefined)[];
  readonly shownFirst: number;
  readonly chosen: number;
}

/** The pairs whose choices could be read in both orders. */
export function readPairs(
  targets: readonly [string, string],
  tasks: readonly KeyedTask<ChoiceTask>[],
  judgements: ReadonlyMap<string, Judgement>,
): readonly ReadPair[] {
  const orders = Map.groupBy(tasks, ({ task }) => task.pair).values();
  return [...orders].flatMap((pair) => readPair(targets, pair, judgements) ?? []);
}

/** Sums up the choices that a judge made between two targets. */
export function summarizeChoices(targets: readonly [string, string], read: readonly ReadPair[]): ChoiceSummary {
  const flipped = read.filter(({ winners: [one, other] }) => one !== other);
  const decided = read.filter(({ winners: [one, other] }) => one === other && one !== undefined);
  const wins = (place: 0 | 1) => decided.filter(({ winners }) => winners[0] === place).length;
  const told = decided.filter(({ texts: [first, second] }) => first.length !== second.length);
  return {
    targets,
    pairs: read.length,
    firstWins: wins(0),
    secondWins: wins(1),
    ties: read.length - flipped.length - decided.length,
    flipped: promptShare(read, (pair) => [flipped.includes(pair) ? 1 : 0, 1]),
    firstShown: promptShare(read, ({ shownFirst, chosen }) => [shownFirst, chosen]),
    longerWins: promptShare(told, ({ winners, texts: [first, second] }) => [
      winners[0] === (first.length > second.length ? 0 : 1) ? 1 : 0,
      1,
    ]),
  };
}

function readPair(
  [first]: readonly [string, string],
  orders: readonly KeyedTask<ChoiceTask>[],
  judgements: ReadonlyMap<string, Judgement>,
): ReadPair | undefined {
  const read = orders.flatMap(({ key, task }) => {
    const judgement = judgements.get(key);
    if (judgement?.kind !== "choice" || judgement.reading.type !== "read") return [];
    return [{ task, choice: judgement.reading.value }];
  });
  const [one] = read;
  if (one === undefined || read.length < 2) return undefined;
  const placeOf = (target: string) => (target === first ? 0 : 1);
  const [a, b] = one.task.texts;
  return {
    prompt: one.task.prompt,
    texts: placeOf(one.task.targets[0]) === 0 ? [a, b] : [b, a],
    winners: read.map(({ task, choice }) =>
      choice === "tie" ? undefined : placeOf(task.targets[choice === "A" ? 0 : 1]),
    ),
    shownFirst: read.filter(({ choice }) => choice === "A").length,
    chosen: read.filter(({ choice }) => choice !== "tie").length,
  };
}
