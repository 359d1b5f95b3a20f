import { e2e, ttft } from "../bench/metrics/latency.ts";
import type { MetricId } from "../bench/metrics/metrics.ts";
import { decodeRate } from "../bench/metrics/pace.ts";
import { footprint, memoryProportional, memoryResident } from "../bench/metrics/resources.ts";
import { readDistribution, readValue } from "../bench/summary/read-metric.ts";
import type { Scorecard } from "../bench/summary/scorecard.ts";
import { isWithinClass, LICENCE_CONDITIONS, licenceClassOf } from "../catalog/licences.ts";
import { isRubricSource, type QualitySource, SOURCE_LABELS } from "../quality/sources/quality-source.ts";
import { mean } from "../stats/centre.ts";
import { studentCritical } from "../stats/student-t.ts";
import type { Constraints, LicenceLimit } from "./constraints.ts";
import { LEAST_READINGS } from "./estimate-difference.ts";
import { formatEstimate } from "./format-figure.ts";
import { judgeLimit, type Limit, limitText, type MeasuredFigure } from "./judge-limit.ts";
import { qualityOf, sourceOf, withheldQuality } from "./quality-of.ts";
import type { Judgement } from "./recommendation.ts";
import { FIXED } from "./sequential/procedure.ts";

/**
 * Holds one target against the constraints: `met` and `failed` when the whole interval lies on one side, else `unproven`.
 *
 * Facts (bytes on disk, licence) are judged as they are; memory by its readings at several loads, as one decides nothing.
 */
export function judgeConstraints(card: Scorecard, constraints: Constraints): readonly Judgement[] {
  const { maxP95Ms, licence, memory = "resident" } = constraints;
  const judge = (limit: number | undefined, measured: MeasuredLimit) =>
    limit === undefined ? [] : [judgeLimit(card.target.id, { ...measured, limit })];
  return [
    ...judge(
      constraints.maxMemoryBytes,
      memoryLimit(card, memory === "resident" ? memoryResident : memoryProportional),
    ),
    ...(maxP95Ms === undefined ? [] : [judgeP95(card, maxP95Ms)]),
    ...judge(constraints.maxTtftMs, medianLimit(card, ttft, "median ttft")),
    ...judge(constraints.minQuality, qualityLimit(card)),
    ...judge(constraints.maxFootprintBytes, footprintLimit(card)),
    ...judge(constraints.minTokensPerSecond, medianLimit(card, decodeRate, "median decode rate")),
    ...(licence === undefined ? [] : [judgeLicence(card, licence)]),
  ];
}

type MeasuredLimit = Omit<Limit, "limit">;

function memoryLimit(card: Scorecard, metric: typeof memoryResident | typeof memoryProportional): MeasuredLimit {
  const warning = [...card.warnings, ...(card.info?.warnings ?? [])].find(({ code }) => code === "memory-unmeasured");
  return {
    name: metric.label,
    unit: metric.unit,
    better: metric.better,
    figure: readingsOf(card, metric.id),
    absentBecause: warning && `it was not measured: ${warning.message}`,
  };
}

/** The highest reading, with the interval of what a load takes on average around it. */
function readingsOf({ metrics }: Scorecard, id: MetricId): MeasuredFigure | undefined {
  const { [id]: summary } = metrics;
  if (summary?.type !== "value") return undefined;
  const { value, readings = [value] } = summary;
  const n = readings.length;
  const base = { type: "estimate", value, n, of: "loads" } as const;
  if (n < LEAST_READINGS) return { ...base, needs: LEAST_READINGS };
  const middle = mean(readings);
  const spread = Math.sqrt(readings.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (n - 1));
  const margin = studentCritical(FIXED.level, n - 1) * spread * Math.sqrt(1 / n);
  return { ...base, low: Math.min(value, middle - margin), high: Math.max(value, middle + margin) };
}

function qualityLimit(card: Scorecard): MeasuredLimit {
  const quality = qualityOf(card);
  const withheld = withheldQuality(card);
  const source = sourceOf(card);
  return {
    name: source === "facets" ? "quality" : `quality (${SOURCE_LABELS[source]})`,
    unit: isRubricSource(source) ? "rubric" : "ratio",
    better: "higher",
    figure: withheld === undefined && quality !== undefined ? { type: "estimate", ...quality } : undefined,
    absentBecause: withheld?.because ?? UNSCORED[source],
  };
}

const UNSCORED: Readonly<Record<QualitySource, string>> = {
  facets: "no answer was scored: the prompts have no facets",
  people: "no answer was scored by people",
  judge: "no answer was scored by a judge that people were asked beside",
  checks: "no answer was checked: the prompts have no checks",
};

function footprintLimit(card: Scorecard): MeasuredLimit {
  return {
    name: footprint.label,
    unit: footprint.unit,
    better: footprint.better,
    figure: exact(readValue(card, footprint.id) ?? card.target.sizeBytes ?? card.info?.sizeBytes),
    absentBecause: "its size on disk is not known",
  };
}

function medianLimit(card: Scorecard, metric: typeof ttft | typeof decodeRate, name: string): MeasuredLimit {
  const summary = readDistribution(card, metric.id);
  const { unit, better } = metric;
  return { name, unit, better, figure: summary && { type: "estimate", ...summary.p50 } };
}

/** p95 is never below p50, so where half of the answers are too slow, no interval of its own is needed. */
function judgeP95(card: Scorecard, limit: number): Judgement {
  const summary = readDistribution(card, "e2e");
  const p95: Limit = {
    name: "p95 latency",
    unit: e2e.unit,
    better: e2e.better,
    limit,
    figure: summary && { type: "estimate", ...summary.p95 },
  };
  const judgement = judgeLimit(card.target.id, p95);
  const { p50 } = summary ?? {};
  if (judgement.state !== "unproven" || p50?.low === undefined || p50.low <= limit) return judgement;
  const because = `half of its answers already take ${formatEstimate(p50, "ms")} or longer`;
  return { ...judgement, constraint: limitText(p95), state: "failed", because };
}

function judgeLicence({ target, info }: Scorecard, limit: LicenceLimit): Judgement {
  const name = target.licence ?? info?.licence;
  const judged = { target: target.id, constraint: `licence: ${LICENCE_WORDS[limit]}` };
  if (limit !== "commercial") return { ...judged, ...judgeClass(name, limit) };
  switch (target.commercialUse) {
    case true:
      return { ...judged, state: "met", because: `${name ?? "its licence"} permits it` };
    case false:
      return { ...judged, state: "failed", because: `${name ?? "its licence"} does not permit it` };
    case undefined:
      return {
        ...judged,
        state: "unproven",
        because: name === undefined ? "its licence is not known" : `nobody has said whether ${name} permits it`,
      };
  }
}

const LICENCE_WORDS: Readonly<Record<LicenceLimit, string>> = {
  commercial: "commercial use",
  attribution: "commercial use, attribution at most",
  "restricted-use": "restricted use at most",
  "research-only": "any that is known",
};

function judgeClass(
  name: string | undefined,
  most: Exclude<LicenceLimit, "commercial">,
): Pick<Judgement, "state" | "because"> {
  if (name === undefined) return { state: "unproven", because: "its licence is not known" };
  const known = licenceClassOf(name);
  if (known === undefined) return { state: "unproven", because: `nothing is known of what ${name} permits` };
  const state = isWithinClass(name, most) ? "met" : "failed";
  return { state, because: `${name} permits ${LICENCE_CONDITIONS[known]}` };
}

function exact(value: number | undefined): MeasuredFigure | undefined {
  return value === undefined ? undefined : { type: "exact", value };
}
