import type { MetricId } from "../bench/metrics/metrics.ts";
import { readDistribution, readValue } from "../bench/summary/read-metric.ts";
import type { Scorecard } from "../bench/summary/scorecard.ts";
import type { Constraints } from "./constraints.ts";
import { formatEstimate } from "./format-figure.ts";
import { judgeLimit, type Limit, limitText, type MeasuredFigure } from "./judge-limit.ts";
import type { MemoryKind } from "./objectives.ts";
import type { Judgement } from "./recommendation.ts";

/**
 * Holds one target against the constraints: `met` and `failed` when the whole interval lies on one side, else `unproven`.
 *
 * What has no sampling error (memory as the highest reading, bytes on disk, licence) is judged as it is.
 */
export function judgeConstraints(card: Scorecard, constraints: Constraints): readonly Judgement[] {
  const { id } = card.target;
  const { maxMemoryBytes, maxP95Ms, maxTtftMs, minQuality, maxFootprintBytes, minTokensPerSecond } = constraints;
  const memory = memoryLimit(card, constraints.memory ?? "resident");
  return [
    ...(maxMemoryBytes === undefined ? [] : [judgeLimit(id, { ...memory, limit: maxMemoryBytes })]),
    ...(maxP95Ms === undefined ? [] : [judgeP95(card, maxP95Ms)]),
    ...(maxTtftMs === undefined
      ? []
      : [judgeLimit(id, { ...median(card, "ttft"), name: "median ttft", unit: "ms", side: "max", limit: maxTtftMs })]),
    ...(minQuality === undefined ? [] : [judgeLimit(id, { ...qualityLimit(card), limit: minQuality })]),
    ...(maxFootprintBytes === undefined ? [] : [judgeLimit(id, { ...footprintLimit(card), limit: maxFootprintBytes })]),
    ...(minTokensPerSecond === undefined
      ? []
      : [judgeLimit(id, { ...median(card, "decode-rate"), ...DECODE_RATE, limit: minTokensPerSecond })]),
    ...(constraints.licence === undefined ? [] : [judgeLicence(card)]),
  ];
}

const DECODE_RATE = { name: "median decode rate", unit: "tokens/s", side: "min" } as const;

function memoryLimit(card: Scorecard, kind: MemoryKind): Omit<Limit, "limit"> {
  const warning = [...card.warnings, ...(card.info?.warnings ?? [])].find(({ code }) => code === "memory-unmeasured");
  return {
    name: kind === "resident" ? "peak resident memory" : "proportional memory",
    unit: "bytes",
    side: "max",
    figure: exact(readValue(card, `memory-${kind}`)),
    absentBecause: warning && `it was not measured: ${warning.message}`,
  };
}

function qualityLimit({ quality }: Scorecard): Omit<Limit, "limit"> {
  return {
    name: "quality",
    unit: "ratio",
    side: "min",
    figure: quality && { type: "estimate", ...quality.ratio },
    absentBecause: "no answer was scored: the prompts have no facets",
  };
}

function footprintLimit(card: Scorecard): Omit<Limit, "limit"> {
  const value = readValue(card, "footprint") ?? card.target.sizeBytes ?? card.info?.sizeBytes;
  return {
    name: "footprint",
    unit: "bytes",
    side: "max",
    figure: exact(value),
    absentBecause: "its size on disk is not known",
  };
}

/** p95 is never below p50, so where half of the answers are too slow, no interval of its own is needed. */
function judgeP95(card: Scorecard, limit: number): Judgement {
  const summary = readDistribution(card, "e2e");
  const p95: Limit = {
    name: "p95 latency",
    unit: "ms",
    side: "max",
    limit,
    figure: summary && { type: "estimate", ...summary.p95 },
  };
  const judgement = judgeLimit(card.target.id, p95);
  const { p50 } = summary ?? {};
  if (judgement.state !== "unproven" || p50?.low === undefined || p50.low <= limit) return judgement;
  const because = `half of its answers already take ${formatEstimate(p50, "ms")} or longer`;
  return { ...judgement, constraint: limitText(p95), state: "failed", because };
}

function judgeLicence({ target, info }: Scorecard): Judgement {
  const name = target.licence ?? info?.licence;
  const judged = { target: target.id, constraint: "licence: commercial use" };
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

function median(card: Scorecard, id: MetricId): Pick<Limit, "figure"> {
  const summary = readDistribution(card, id);
  return { figure: summary && { type: "estimate", ...summary.p50 } };
}

function exact(value: number | undefined): MeasuredFigure | undefined {
  return value === undefined ? undefined : { type: "exact", value };
}
