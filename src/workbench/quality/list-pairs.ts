import { createHash } from "node:crypto";
import { AssayError } from "../../core/errors.ts";
import type { Run } from "../../core/run.ts";
import { pairKey } from "../../quality/preferences/preference.ts";
import { selectPairs } from "../../quality/preferences/select-pairs.ts";
import type { ShownPair } from "../../quality/preferences/write-pair-stub.ts";
import type { ScoredItem } from "../scores/list-items.ts";
import type { RunScoring } from "./read-scoring.ts";

/** So many pairs are an hour's work. */
export const DEFAULT_PAIRS = 60;

export interface ListPairsOptions {
  /** Decides which answer stands left: the name of who sees them, or the seed of a file. */
  readonly order: string | number;
  readonly most: number;
}

/** Answers to be compared, in the order of the run, and how many there are in all. */
export interface ListedPairs {
  readonly pairs: readonly ShownPair[];
  readonly total: number;
}

/**
 * Lists answers to be compared: everybody gets the same pairs in the same order, so that those of people who stop early overlap
 * too. Which answer stands left is random for each person and pair, and the same each time.
 *
 * @throws AssayError `invalid-input` when no prompt was answered differently by two targets
 */
export function listPairs({ run, items }: RunScoring, { order, most }: ListPairsOptions): ListedPairs {
  const { seed } = run.plan;
  const all = selectPairs(items, { targets: competingTargets(run), seed });
  if (all.length === 0)
    throw new AssayError({
      code: "invalid-input",
      message: `The run ${run.id} has no two answers to compare: no two targets answered a prompt differently.`,
      hint: "Answers of one target are scored one by one.",
    });
  const pairs = all.slice(0, most).map(([one, other]): ShownPair => {
    const key = pairKey({ left: one.item, right: other.item });
    const first =
      createHash("sha256")
        .update(JSON.stringify([seed, order, key]))
        .digest()[0] ?? 0;
    const [left, right] = one.item < other.item === first % 2 < 1 ? [one, other] : [other, one];
    return { left, right };
  });
  return { pairs, total: all.length };
}

/** The key of every two answers that can be compared. */
export function comparableKeys(items: readonly ScoredItem[]): ReadonlySet<string> {
  const groups = Map.groupBy(items, ({ promptId }) => promptId).values();
  return new Set(
    [...groups].flatMap((answers) =>
      answers.flatMap(({ item: left }, index) =>
        answers.slice(index + 1).map(({ item: right }) => pairKey({ left, right })),
      ),
    ),
  );
}

/** The targets but those that were measured a second time to check the measuring. */
function competingTargets({ plan }: Run): readonly string[] {
  const ids = plan.targets.map(({ id }) => id);
  return ids.filter((id) => !ids.some((other) => id === `${other}#twin`));
}
