import { createRandom } from "../../lib/random.ts";
import type { AnsweredItem } from "../annotations/summarize-annotations.ts";

/** Two different answers to one prompt, in no order that means anything. */
export type AnswerPair<Item extends AnsweredItem = AnsweredItem> = readonly [Item, Item];

export interface PairOptions {
  /** Ids of the targets that are compared. */
  readonly targets: readonly string[];
  readonly seed: number;
  /** Absent: all there are. */
  readonly most?: number | undefined;
}

/** Two targets by their places, and the prompts in which their answers differ, with those answers. */
interface Contest<Item extends AnsweredItem> {
  readonly places: readonly [number, number];
  readonly open: AnswerPair<Item>[];
  readonly prompts: Set<string>;
}

/**
 * Chooses answers to be compared: one pair for each prompt and two targets that differ in it, in an order in which every two
 * targets have been compared equally often at any time, as far as they differ. Whoever stops early has compared a fair part.
 */
export function selectPairs<Item extends AnsweredItem>(
  items: readonly Item[],
  { targets, seed, most = Number.POSITIVE_INFINITY }: PairOptions,
): readonly AnswerPair<Item>[] {
  const random = createRandom(seed);
  const byPrompt = random.shuffle([...Map.groupBy(items, ({ promptId }) => promptId).values()]);
  const contests = random.shuffle(
    targets.flatMap((first, index) =>
      targets.slice(index + 1).map((second, offset): Contest<Item> => {
        const pairs = random.shuffle(byPrompt).flatMap((answers) => {
          const candidates = listDifferent(answers, first, second);
          return candidates.length === 0 ? [] : [candidates[random.integer(candidates.length)] as AnswerPair<Item>];
        });
        return { places: [index, index + 1 + offset], open: pairs, prompts: new Set() };
      }),
    ),
  );
  const chosen: AnswerPair<Item>[] = [];
  while (chosen.length < most) {
    const pair = takeNext(contests);
    if (pair === undefined) break;
    chosen.push(pair);
    // Where several targets gave one answer, a pair compares more than two.
    for (const { places, prompts } of contests)
      if (sideOfFirst(pair, [targets[places[0]] ?? "", targets[places[1]] ?? ""]) !== undefined)
        prompts.add(pair[0].promptId);
  }
  return chosen;
}

/** Which answer of a pair is that of the first of two targets; undefined where the pair does not compare them. */
export function sideOfFirst([a, b]: AnswerPair, [first, second]: readonly [string, string]): 0 | 1 | undefined {
  const isForward = a.targets.includes(first) && b.targets.includes(second);
  const isBackward = b.targets.includes(first) && a.targets.includes(second);
  if (isForward === isBackward) return undefined;
  return isForward ? 0 : 1;
}

function listDifferent<Item extends AnsweredItem>(
  answers: readonly Item[],
  first: string,
  second: string,
): readonly AnswerPair<Item>[] {
  return answers
    .flatMap((one) => answers.map((other): AnswerPair<Item> => [one, other]))
    .filter(([one, other]) => one !== other && sideOfFirst([one, other], [first, second]) === 0);
}

/** The next pair of the two targets that were compared least. */
function takeNext<Item extends AnsweredItem>(contests: readonly Contest<Item>[]): AnswerPair<Item> | undefined {
  for (const contest of contests.toSorted((a, b) => a.prompts.size - b.prompts.size)) {
    while (contest.open.length > 0) {
      const pair = contest.open.shift();
      if (pair !== undefined && !contest.prompts.has(pair[0].promptId)) return pair;
    }
  }
  return undefined;
}
