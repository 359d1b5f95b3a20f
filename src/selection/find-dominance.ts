import { paretoFront } from "../stats/pareto-front.ts";
import { OBJECTIVE_DESCRIPTIONS, type Objective } from "./objectives.ts";
import type { TargetEvidence } from "./target-evidence.ts";

export interface Dominance {
  /** Targets that no other matches in every objective and beats in one. */
  readonly pareto: readonly string[];
  readonly dominated: readonly { readonly target: string; readonly by: readonly string[] }[];
}

/** Finds who is beaten all round in the objectives that count, by the measured values: a target that lacks one is never dominated. */
export function findDominance(targets: readonly TargetEvidence[], objectives: readonly Objective[]): Dominance {
  const rows = targets.map((one) => objectives.map((objective) => one.objectives[objective]?.figure));
  const directions = objectives.map((objective) => OBJECTIVE_DESCRIPTIONS[objective].better);
  const front = paretoFront(rows, directions);
  const idOf = (index: number) => targets[index]?.target ?? "";
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
