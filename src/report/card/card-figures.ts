import { METRICS } from "../../bench/metrics/metrics.ts";
import { describeMachineClass } from "../../core/machine-class.ts";
import type { CardFigure, ModelCard } from "../../core/model-card.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatQuantity } from "../format/format-quantity.ts";

/** One figure of a card in words. */
export interface CardRow {
  readonly name: string;
  readonly value: string;
  /** Such as `0.58 to 0.91`; absent where there was too little for an interval. */
  readonly interval?: string | undefined;
  /** Such as `24 prompts`. */
  readonly n: string;
}

/** The figures of a card that people look for first, quality before all; ids that are not known here are left out. */
export function cardRows({ figures, quality }: ModelCard): readonly CardRow[] {
  const shown = ["e2e", "ttft", "decode-rate", "load-warm", "memory-resident"];
  const rows = METRICS.filter(({ id }) => shown.includes(id)).flatMap(({ id, label, unit }) => {
    const figure = figures[id];
    if (figure === undefined || unit === "money") return [];
    const name = figure.statistic === "median" ? `${label}, median` : label;
    return [toRow(name, figure, (value) => formatQuantity(value, unit))];
  });
  if (quality === undefined) return rows;
  return [toRow(`quality by ${quality.source}`, quality, (value) => value.toFixed(2)), ...rows];
}

/** Where and when a card's figures come from, in a sentence. */
export function describeCardSource(card: ModelCard): string {
  const { machine, device, engine, createdAt, assayVersion, prompts, rounds } = card;
  const set = prompts.name === undefined ? "" : ` (${prompts.name})`;
  return `On ${describeMachineClass(machine)}, ${engine} on ${device}, ${createdAt.slice(0, 10)}, Assay ${assayVersion}; ${pluralize(prompts.count, "prompt")}${set} in ${pluralize(rounds, "round")}.`;
}

function toRow(name: string, { value, low, high, n, of }: CardFigure, show: (value: number) => string): CardRow {
  return {
    name,
    value: show(value),
    interval: low === undefined || high === undefined ? undefined : `${show(low)} to ${show(high)}`,
    n: pluralize(n, of.replace(/s$/, "")),
  };
}
