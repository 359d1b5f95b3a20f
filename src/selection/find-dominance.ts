import { readDistribution } from "../bench/summary/read-metric.ts";
import type { Scorecard } from "../bench/summary/scorecard.ts";
import { paretoFront } from "../stats/pareto-front.ts";
import { constantOf } from "./compared-figures.ts";
import { type MemoryKind, metricOf, OBJECTIVE_DESCRIPTIONS, OBJECTIVES, type Objective } from "./objectives.ts";
import { qualityOf } from "./quality-of.ts";

export interface Dominance {
  /** Targets that no other matches in every objective and beats in one. */
  readonly pareto: readonly string[];
  readonly dominated: readonly { readonly target: string; readonly by: readonly string[] }[];
}

/** Finds who is beaten all round, by the measured values: a target that lacks one is never dominated. */
export function findDominance(cards: readonly Scorecard[], memory: MemoryKind): Dominance {
  const rows = cards.map((card) => OBJECTIVES.map((objective) => measuredValue(card, objective, memory)));
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

function measuredValue(card: Scorecard, objective: Objective, memory: MemoryKind): number | undefined {
  switch (objective) {
    case "quality":
      return qualityOf(card)?.value;
    case "latency":
    case "decode-rate":
      return readDistribution(card, metricOf(objective, memory).id)?.mean.value;
    case "memory":
    case "footprint":
      return constantOf(card, objective, memory);
  }
  return objective satisfies never;
}
