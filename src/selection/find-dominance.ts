import type { Scorecard } from "../bench/summary/scorecard.ts";
import { paretoFront } from "../stats/pareto-front.ts";
import { type MemoryKind, OBJECTIVE_DESCRIPTIONS, OBJECTIVES } from "./objectives.ts";
import { evidenceOf } from "./target-evidence.ts";

export interface Dominance {
  /** Targets that no other matches in every objective and beats in one. */
  readonly pareto: readonly string[];
  readonly dominated: readonly { readonly target: string; readonly by: readonly string[] }[];
}

/** Finds who is beaten all round, by the measured values: a target that lacks one is never dominated. */
export function findDominance(cards: readonly Scorecard[], memory: MemoryKind): Dominance {
  const rows = cards.map((card) => {
    const { objectives } = evidenceOf(card, memory);
    return OBJECTIVES.map((objective) => objectives[objective]?.figure);
  });
  const directions = OBJECTIVES.map((objective) => OBJECTIVE_DESCRIPTIONS[objective].better);
  const front = paretoFront(rows, directions);
  const idOf = (index: number) => cards[index]?.target.id ?? "";
  return {
    pareto: front.map(idOf),
    dominated: rows.flatMap((row, index) => {
      if (front.includes(index)) return [];
      // Of two, only the dominating one stays in the front. All rows are asked for the same objectives.
      const by = front.filter((other) => !paretoFront([rows[other] ?? [], row], directions).includes(1));
      return [{ target: idOf(index), by: by.map(idOf) }];
    }),
  };
}
