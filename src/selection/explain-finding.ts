import { type QualitySource, SOURCE_LABELS } from "../quality/sources/quality-source.ts";
import { formatDifference, formatFigure, formatTimes } from "./format-figure.ts";
import { OBJECTIVE_DESCRIPTIONS, type Objective } from "./objectives.ts";
import type { Comparison, Finding } from "./recommendation.ts";

/** A finding seen from one of its pair, so that "it" is always the same target. */
export interface View {
  readonly target: string;
  readonly other: string;
  readonly findings: readonly ViewedFinding[];
}

export interface ViewedFinding extends Finding {
  /** The figures of the table: the target's own, and the other's. */
  readonly own: number | undefined;
  readonly others: number | undefined;
  readonly isBetter: boolean;
  readonly isWorse: boolean;
}

/** Turns a comparison so that `target` stands first. */
export function viewFrom(comparison: Comparison, target: string): View {
  const isFirst = comparison.first === target;
  return {
    target,
    other: isFirst ? comparison.second : comparison.first,
    findings: comparison.findings.map((finding) => {
      const { better, difference, first, second } = finding;
      const side = { isBetter: better === target, isWorse: better !== undefined && better !== target };
      if (isFirst) return { ...finding, ...side, own: first, others: second };
      return { ...finding, ...side, own: second, others: first, difference: difference && turn(finding, difference) };
    }),
  };
}

function turn(finding: Finding, difference: NonNullable<Finding["difference"]>): Finding["difference"] {
  const { value, low, high } = difference;
  const swap =
    OBJECTIVE_DESCRIPTIONS[finding.objective].scale === "difference" ? (x: number) => 0 - x : (x: number) => 1 / x;
  return {
    ...difference,
    value: swap(value),
    ...(low !== undefined && high !== undefined && { low: swap(high), high: swap(low) }),
  };
}

/** The advantage, to stand after "it": `finds 73% of the expected facets, 37 points [25, 49] more than X`. */
export function explainGain(finding: ViewedFinding, other: string): string {
  const { objective, unit, own = Number.NaN } = finding;
  const figure = formatFigure(own, unit);
  const times = explainRatio(finding);
  switch (objective) {
    case "quality":
      return `${explainQuality(figure, finding.source)}, ${explainPoints(finding)} more than ${other}`;
    case "latency":
      return `answers in ${figure} (p50), ${times} the time of ${other}`;
    case "decode-rate":
      return `writes ${figure} (p50), ${times} as many as ${other}`;
    case "memory":
      return `adds ${figure} of memory, ${times} as much as ${other}`;
    case "footprint":
      return `takes ${figure} on disk, ${times} as much as ${other}`;
    case "throughput":
      return `writes ${figure} over all answers, ${times} as many as ${other}`;
    case "load-time":
      return `loads in ${figure}, ${times} the time of ${other}`;
    case "energy":
      return `takes ${figure} for an answer (p50), ${times} as much as ${other}`;
    case "cost":
      return `costs ${figure} (p50), ${times} as much as ${other}`;
  }
  return objective satisfies never;
}

/** A figure of quality with its source, to stand after "it": `is scored 3.9 of 5 by people`. */
export function explainQuality(figure: string, source: QualitySource = "facets"): string {
  switch (source) {
    case "facets":
      return `finds ${figure} of the expected facets`;
    case "people":
      return `is scored ${figure} by people`;
    case "judge":
      return `is scored ${figure} by a judge, corrected by people`;
    case "checks":
      return `passes ${figure} of the checks`;
  }
  return source satisfies never;
}

/** A disadvantage or an open end, to stand after "at" or "with": `2.4x the latency`. */
export function explainPrice(finding: ViewedFinding): string {
  const { price, scale } = OBJECTIVE_DESCRIPTIONS[finding.objective];
  return scale === "difference"
    ? `${explainPoints(finding)} ${price}${sourceNote(finding)}`
    : `${explainRatio(finding)} ${price}`;
}

/** A difference in few words: `quality +2 points [-3, 7]`, `latency 2.1x at p50 (slower), prompt by prompt 2.0x [1.9, 2.3]`. */
export function explainDifference(finding: ViewedFinding): string {
  const { label, scale } = OBJECTIVE_DESCRIPTIONS[finding.objective];
  if (finding.own === undefined || finding.others === undefined) return `${label} unknown`;
  const { difference } = finding;
  if (scale === "difference")
    return `${label} ${(difference?.value ?? finding.own - finding.others) >= 0.005 ? "+" : ""}${explainPoints(finding)}${sourceNote(finding)}`;
  const ratio = explainRatio(finding);
  const direction = explainDirection(finding.objective, ratio);
  if (finding.statistic === "file size") return `${label} ${ratio}${direction}`;
  if (finding.statistic !== "p50") {
    const because = difference?.low === undefined ? ` (${finding.because ?? "no interval"})` : "";
    return `${label} ${ratio}${direction}${because}`;
  }
  const paired = difference === undefined ? "" : `, prompt by prompt ${formatTimes(difference)}`;
  return `${label} ${ratio} at p50${direction}${paired}`;
}

/** Which way a shown ratio points, such as ` (slower)`; nothing where it is shown as 1. */
function explainDirection(objective: Objective, ratio: string): string {
  const shown = Number.parseFloat(ratio);
  if (Number.isNaN(shown) || shown === 1) return "";
  const { higher, lower } = OBJECTIVE_DESCRIPTIONS[objective].than;
  return ` (${shown > 1 ? higher : lower})`;
}

/** Facets are what the word quality stands for where nothing else is said. */
function sourceNote({ source = "facets" }: ViewedFinding): string {
  return source === "facets" ? "" : ` (${SOURCE_LABELS[source]})`;
}

function explainPoints({ difference, unit, own = Number.NaN, others = Number.NaN }: ViewedFinding): string {
  return formatDifference(difference ?? { value: own - others }, unit);
}

/** The ratio of the two figures that stand in the table. */
function explainRatio({ own = Number.NaN, others = Number.NaN }: ViewedFinding): string {
  return formatTimes({ value: own / others });
}
