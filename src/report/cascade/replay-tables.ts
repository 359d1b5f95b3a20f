import { type CascadeReplay, pays, type ReplayedSignal } from "../../selection/cascade/replay-cascade.ts";
import type { Point } from "../../selection/cascade/trace-signal.ts";
import { formatNumber } from "../format/format-number.ts";
import { formatQuantity } from "../format/format-quantity.ts";
import { describeGain, describeSide, percent, type ReplayNames } from "./describe-replay.ts";

/** A table of texts. */
export interface ReplayTable {
  readonly heads: readonly { readonly title: string; readonly align: "left" | "right" }[];
  readonly rows: readonly (readonly string[])[];
}

/** Each model alone, and the cascade beside chance at its rate and the most that could be reached. */
export function pointsTable(replay: CascadeReplay, { small, large }: ReplayNames): ReplayTable {
  const best = replay.signals.find(({ policy }) => policy === replay.chosen);
  const rows: readonly (readonly [string, Point])[] = [
    [small, replay.small],
    [large, replay.large],
    ...(best === undefined
      ? []
      : ([
          [`cascade by ${best.signal.name}`, best.held],
          ["as many by lot", best.random],
        ] as const)),
    ["best choice possible", replay.oracle],
  ];
  const isPriced = rows.every(([, { cost }]) => cost !== undefined);
  return {
    heads: toHeads(["", "quality", "escalated", "mean latency", ...(isPriced ? ["cost"] : [])]),
    rows: rows.map(([name, { quality, rate, latencyMs, cost }], index) => [
      name,
      percent(quality),
      index < 2 ? "-" : percent(rate),
      formatQuantity(latencyMs, "ms"),
      ...(isPriced && cost !== undefined ? [formatNumber(cost)] : []),
    ]),
  };
}

/** Every signal, the one that did best first. */
export function signalsTable({ signals, prompts }: CascadeReplay): ReplayTable {
  const ordered = [...signals].sort((a, b) => b.overRandom.value - a.overRandom.value);
  return {
    heads: toHeads(["signal", "tells apart", "threshold", "escalated", "quality", "over chance, points", "finding"]),
    rows: ordered.map((one) => [
      one.signal.name + (one.told < prompts ? ` (${one.told} of ${prompts})` : ""),
      describeDiscrimination(one),
      describeSide(one.policy),
      percent(one.held.rate),
      percent(one.held.quality),
      describeGain(one.overRandom),
      wordFinding(one),
    ]),
  };
}

function wordFinding(one: ReplayedSignal): string {
  if (one.finding === "better") return pays(one) ? "beats chance" : "no gain shown";
  return one.finding === "worse" ? "below chance" : "open";
}

function describeDiscrimination({ discrimination }: ReplayedSignal): string {
  if (discrimination === undefined) return "too few";
  const { value, low, high } = discrimination;
  return `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

/** Texts stand in the first column, figures in all others. */
function toHeads(titles: readonly string[]): ReplayTable["heads"] {
  return titles.map((title, index) => ({ title, align: index === 0 ? "left" : "right" }));
}
