import { type Successes, shareInterval } from "../../stats/share-interval.ts";
import type { ChoiceTask, KeyedTask } from "./judge-tasks.ts";
import type { Judgement } from "./judgement.ts";

/** A share of the pairs, with its interval over prompts. */
export interface PairShare {
  readonly pairs: number;
  readonly of: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

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
interface Read {
  readonly prompt: string;
  /** Winner by the place of its target: 0 or 1; absent for a tie; one for each order. */
  readonly winners: readonly (0 | 1 | undefined)[];
  readonly shownFirst: number;
  readonly chosen: number;
  readonly longer: 0 | 1 | undefined;
}

/** Sums up the choices that a judge made between two targets. */
export function summarizeChoices(
  targets: readonly [string, string],
  tasks: readonly KeyedTask<ChoiceTask>[],
  judgements: ReadonlyMap<string, Judgement>,
): ChoiceSummary {
  const read = [...Map.groupBy(tasks, ({ task }) => task.pair).values()].flatMap(
    (orders) => readPair(targets, orders, judgements) ?? [],
  );
  const flipped = read.filter(({ winners: [one, other] }) => one !== other);
  const decided = read.filter(({ winners: [one, other] }) => one === other && one !== undefined);
  const wins = (place: 0 | 1) => decided.filter(({ winners }) => winners[0] === place).length;
  const told = decided.filter(({ longer }) => longer !== undefined);
  return {
    targets,
    pairs: read.length,
    firstWins: wins(0),
    secondWins: wins(1),
    ties: read.length - flipped.length - decided.length,
    flipped: shareOf(read, (pair) => [flipped.includes(pair) ? 1 : 0, 1]),
    firstShown: shareOf(read, ({ shownFirst, chosen }) => [shownFirst, chosen]),
    longerWins: shareOf(told, ({ winners, longer }) => [winners[0] === longer ? 1 : 0, 1]),
  };
}

function readPair(
  [first]: readonly [string, string],
  orders: readonly KeyedTask<ChoiceTask>[],
  judgements: ReadonlyMap<string, Judgement>,
): Read | undefined {
  const read = orders.flatMap(({ key, task }) => {
    const judgement = judgements.get(key);
    if (judgement?.kind !== "choice" || judgement.reading.type !== "read") return [];
    return [{ task, choice: judgement.reading.value }];
  });
  const [one] = read;
  if (one === undefined || read.length < 2) return undefined;
  const placeOf = (target: string) => (target === first ? 0 : 1);
  const [a, b] = one.task.lengths;
  return {
    prompt: one.task.prompt,
    winners: read.map(({ task, choice }) =>
      choice === "tie" ? undefined : placeOf(task.targets[choice === "A" ? 0 : 1]),
    ),
    shownFirst: read.filter(({ choice }) => choice === "A").length,
    chosen: read.filter(({ choice }) => choice !== "tie").length,
    longer: a === b ? undefined : placeOf(one.task.targets[a > b ? 0 : 1]),
  };
}

function shareOf(read: readonly Read[], count: (pair: Read) => readonly [found: number, expected: number]): PairShare {
  const clusters: readonly Successes[] = [...Map.groupBy(read, ({ prompt }) => prompt).values()]
    .map((group) => group.map(count))
    .map((counts) => ({ found: sum(counts.map(([found]) => found)), expected: sum(counts.map(([, all]) => all)) }))
    .filter(({ expected }) => expected > 0);
  const share = { pairs: sum(clusters.map(({ found }) => found)), of: sum(clusters.map(({ expected }) => expected)) };
  return { ...share, ...shareInterval(clusters) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
