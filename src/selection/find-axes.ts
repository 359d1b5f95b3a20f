import { readDistribution, readValue } from "../bench/summary/read-metric.ts";
import type { Scorecard } from "../bench/summary/scorecard.ts";
import { LICENCE_CONDITIONS, licenceClassOf } from "../catalog/licences.ts";
import type { Estimate } from "../core/estimate.ts";
import { isRubricSource } from "../quality/sources/quality-source.ts";
import type { Axis, AxisCell, AxisFigure, AxisId } from "./axes.ts";
import { formatEstimate, listNames } from "./format-figure.ts";
import { metricOf } from "./metric-of.ts";
import type { MemoryKind, Objective } from "./objectives.ts";
import { qualityOf, sourceOf } from "./quality-of.ts";
import type { Comparison } from "./recommendation.ts";

export interface AxesInput {
  /** Whatever was measured and answers. */
  readonly cards: readonly Scorecard[];
  /** Every pair of candidates, in every objective. */
  readonly comparisons: readonly Comparison[];
  readonly memory: MemoryKind;
}

/** Puts the targets on the axes by which models are chosen, each figure with its source and with what is found of it. */
export function findAxes({ cards, comparisons, memory }: AxesInput): readonly Axis[] {
  const axis = (id: AxisId, label: string, read: (card: Scorecard) => Omit<AxisCell, "target"> | undefined): Axis[] => {
    const cells = cards.flatMap((card) => {
      const cell = read(card);
      return cell === undefined ? [] : [{ target: card.target.id, ...cell }];
    });
    return cells.length === 0 ? [] : [{ axis: id, label, cells }];
  };
  const found = (card: Scorecard, objective: Objective) => describeStanding(card.target.id, objective, comparisons);
  const valued = (card: Scorecard, objective: "throughput" | "memory" | "footprint" | "load-time", source: Source) => {
    const { id, unit } = metricOf(objective, memory);
    const value = readValue(card, id) ?? (objective === "footprint" ? card.target.sizeBytes : undefined);
    const figure = value === undefined ? undefined : { value, unit: unit as AxisFigure["unit"] };
    return figure && toCell(figure, source(card, readingsOf(card, id)), found(card, objective));
  };
  const timed = (card: Scorecard, objective: "latency" | "energy" | "cost", source: (estimate: Estimate) => string) => {
    const { id, unit } = metricOf(objective, memory);
    const p50 = readDistribution(card, id)?.p50;
    return p50 && toCell({ ...endsOf(p50), unit: unit as AxisFigure["unit"] }, source(p50), found(card, objective));
  };
  return [
    ...axis("latency", "Latency", (card) => timed(card, "latency", ({ n }) => `p50 over ${n} prompts`)),
    ...axis("latency-p95", "Latency, p95", readP95),
    ...axis("throughput", "Throughput", (card) =>
      valued(card, "throughput", () => "tokens over busy time, one reading"),
    ),
    ...axis("memory", "Memory", (card) => valued(card, "memory", (_, n) => `peak that the model adds, n=${n}`)),
    ...axis("quality", "Quality", (card) => readQuality(card, found(card, "quality"))),
    ...axis("footprint", "Footprint", (card) => valued(card, "footprint", () => "bytes on disk")),
    ...axis("licence", "Licence", readLicence),
    ...axis("load-time", "Load time", (card) => valued(card, "load-time", (_, n) => `file in the cache, n=${n}`)),
    ...axis("energy", "Energy", (card) => timed(card, "energy", () => describeEnergy(card))),
    ...axis("cost", "Cost", (card) =>
      withCurrency(
        card,
        timed(card, "cost", () => describePricing(card)),
      ),
    ),
  ];
}

type Source = (card: Scorecard, readings: number) => string;

function toCell(figure: AxisFigure, source: string, finding: string): Omit<AxisCell, "target"> {
  return { text: formatEstimate(figure, figure.unit), figure, source, finding };
}

function endsOf({ value, low, high }: Estimate): Omit<AxisFigure, "unit"> {
  return low === undefined || high === undefined ? { value } : { value, low, high };
}

function readingsOf({ metrics }: Scorecard, id: keyof Scorecard["metrics"]): number {
  const { [id]: summary } = metrics;
  return summary?.type === "value" ? (summary.readings?.length ?? 1) : 0;
}

/** Not compared: it takes far more prompts than a median does. */
function readP95(card: Scorecard): Omit<AxisCell, "target"> | undefined {
  const summary = readDistribution(card, "e2e");
  if (summary === undefined) return undefined;
  const { p95, max } = summary;
  if (p95.low !== undefined) return toCell({ ...endsOf(p95), unit: "ms" }, `of ${p95.n} prompts`, "not compared");
  const needs = p95.needs === undefined ? "" : `, needs ${p95.needs}`;
  const cell = toCell({ value: max, unit: "ms" }, `slowest answer: n=${p95.n}${needs}`, "not compared");
  return { ...cell, text: `${cell.text} max` };
}

function readQuality(card: Scorecard, finding: string): Omit<AxisCell, "target"> | undefined {
  const quality = qualityOf(card);
  if (quality === undefined) return undefined;
  const source = sourceOf(card);
  const unit = isRubricSource(source) ? "rubric" : "ratio";
  return toCell({ ...endsOf(quality), unit }, `${source}, ${quality.n} prompts`, finding);
}

/** Of an unknown licence nothing is said to be permitted. */
function readLicence({ target, info }: Scorecard): Omit<AxisCell, "target"> {
  const name = target.licence ?? info?.licence;
  const known = name === undefined ? undefined : licenceClassOf(name);
  const use =
    target.commercialUse === undefined
      ? "commercial use unknown"
      : `commercial use ${target.commercialUse ? "" : "not "}permitted`;
  return {
    text: `${name ?? "unknown"} (${known?.replaceAll("-", " ") ?? "unknown"})`,
    licenceClass: known ?? "unknown",
    source: target.licenceUrl ?? (known === undefined ? "its class is not known" : LICENCE_CONDITIONS[known]),
    finding: use,
  };
}

function describeEnergy({ energy }: Scorecard): string {
  if (energy === undefined) return "source unknown";
  const { readings, estimates, sources, coverage, wattsPerCore } = energy;
  const covered = coverage === undefined ? "" : `, ${Math.round(coverage * 100)}% covered`;
  return listNames([
    ...(readings === 0 ? [] : [`${sources.join(", ")}${covered}`]),
    ...(estimates === 0 ? [] : [`estimate at ${wattsPerCore ?? "?"} W per core`]),
  ]);
}

function describePricing({ pricing }: Scorecard): string {
  return pricing?.type === "unknown" || pricing === undefined ? "source unknown" : pricing.source;
}

function withCurrency({ pricing }: Scorecard, cell: Omit<AxisCell, "target"> | undefined) {
  if (cell === undefined || pricing === undefined || pricing.type === "unknown") return cell;
  return { ...cell, text: `${pricing.currency} ${cell.text}` };
}

/** How a candidate stands in one objective beside all others. */
function describeStanding(target: string, objective: Objective, comparisons: readonly Comparison[]): string {
  const own = comparisons.filter(({ first, second }) => first === target || second === target);
  if (own.length === 0) return "compared with nothing";
  const seen = own.flatMap(({ first, second, findings }) => {
    const finding = findings.find((one) => one.objective === objective);
    return finding === undefined ? [] : [{ other: first === target ? second : first, ...finding }];
  });
  const ahead = seen.filter(({ better }) => better === target).map(({ other }) => other);
  const behind = seen.filter(({ better }) => better !== undefined && better !== target).map(({ other }) => other);
  if (behind.length > 0) return `behind ${shortList(behind)}`;
  if (ahead.length === own.length) return "best";
  if (ahead.length > 0) return `ahead of ${shortList(ahead)}`;
  const known = seen.filter(({ finding }) => finding !== "unknown");
  if (known.length === 0) return "compared with nothing";
  return known.every(({ finding }) => finding === "equal") ? "equal" : "open";
}

function shortList(names: readonly string[]): string {
  const [first = "", ...more] = names;
  return more.length === 0 ? first : `${first} and ${more.length} more`;
}
