import type { MetricId } from "../bench/metrics/metrics.ts";
import { readDistribution } from "../bench/summary/read-metric.ts";
import type { PromptResult, Scorecard } from "../bench/summary/scorecard.ts";
import type { PromptJudgement } from "../bench/summary/summarize-judge.ts";
import { mean } from "../stats/centre.ts";
import { type Labelled, predictionPoweredMean } from "../stats/prediction-powered.ts";
import { isAnswered } from "./judge-answering.ts";
import { metricOf } from "./metric-of.ts";
import { type MemoryKind, OBJECTIVES, type Objective } from "./objectives.ts";
import { promptQuality, qualityOf, sourceOf, withheldQuality } from "./quality-of.ts";
import type { Evidence, FactEvidence, PromptEvidence, ReadingEvidence, TargetEvidence } from "./target-evidence.ts";

/** Reads from a scorecard all that its target can be compared by. */
export function evidenceOf(card: Scorecard, memory: MemoryKind): TargetEvidence {
  const known = OBJECTIVES.flatMap((objective) => {
    const evidence = readEvidence(card, objective, memory);
    return evidence === undefined ? [] : [[objective, evidence] as const];
  });
  const withheld = withheldQuality(card);
  return {
    target: card.target.id,
    objectives: Object.fromEntries(known),
    ...(withheld !== undefined && { withheld: { quality: withheld } }),
  };
}

function readEvidence(card: Scorecard, objective: Objective, memory: MemoryKind): Evidence | undefined {
  switch (objective) {
    case "quality":
      return qualityEvidence(card);
    case "latency":
    case "decode-rate":
    case "energy":
    case "cost":
      return requestEvidence(card, metricOf(objective, memory).id);
    case "throughput":
    case "memory":
    case "load-time":
      return readingEvidence(card, metricOf(objective, memory).id);
    case "footprint":
      return footprintEvidence(card);
  }
  return objective satisfies never;
}

function qualityEvidence(card: Scorecard): PromptEvidence | undefined {
  if (withheldQuality(card) !== undefined) return undefined;
  const figure = qualityOf(card)?.value;
  const source = sourceOf(card);
  const known = card.prompts.flatMap((result) => {
    const quality = promptQuality(result, source);
    return quality === undefined ? [] : [{ prompt: result.prompt, ...quality }];
  });
  if (figure === undefined || known.length === 0) return undefined;
  const byPrompt = new Map(known.map(({ prompt, found, expected }) => [prompt, { value: found, weight: expected }]));
  const quality = { source, step: Math.min(...known.map((one) => one.step)) };
  return source === "judge"
    ? { type: "prompts", figure, ...correctedEvidence(card), quality }
    : { type: "prompts", figure, byPrompt, quality };
}

/** What each prompt adds to the corrected mean, so that draws of prompts show how sure that mean is. */
function correctedEvidence({ prompts }: Scorecard): Pick<PromptEvidence, "byPrompt" | "judged"> {
  const judged = new Map(
    prompts.flatMap(({ prompt, judge }) => (judge === undefined ? [] : [[prompt, judge] as const])),
  );
  const known = [...judged.values()].flatMap(({ labelled }) => labelled ?? []);
  const elsewhere = [...judged.values()].flatMap(({ labelled, value }) => (labelled === undefined ? [value] : []));
  const { value: total, tuning } = predictionPoweredMean(known, elsewhere) ?? { value: 0, tuning: 0 };
  const rectify = ({ truth, prediction }: Labelled) => truth - tuning * prediction;
  const [rectified, predicted] = [mean(known.map(rectify)), elsewhere.length === 0 ? 0 : mean(elsewhere)];
  const shareOf = ({ labelled, value }: PromptJudgement) =>
    labelled === undefined
      ? (judged.size / elsewhere.length) * tuning * (value - predicted)
      : (judged.size / known.length) * (rectify(labelled) - rectified);
  const byPrompt = new Map(
    [...judged].map(([prompt, judgement]) => [prompt, { value: total + shareOf(judgement), weight: 1 }] as const),
  );
  return { byPrompt, judged };
}

function requestEvidence(card: Scorecard, metric: MetricId): PromptEvidence | undefined {
  const figure = readDistribution(card, metric)?.p50.value;
  const byPrompt = new Map(
    card.prompts.filter(isAnswered).flatMap((result) => {
      const value = meanLog(result, metric);
      return value === undefined ? [] : [[result.prompt, { value, weight: 1 }] as const];
    }),
  );
  return figure === undefined || byPrompt.size === 0 ? undefined : { type: "prompts", figure, byPrompt };
}

/** Ratios are taken of these figures: a value of 0 would have none. */
function meanLog({ values }: PromptResult, metric: MetricId): number | undefined {
  const list = values[metric] ?? [];
  return list.length === 0 || list.some((value) => value <= 0) ? undefined : mean(list.map(Math.log));
}

function readingEvidence({ metrics }: Scorecard, metric: MetricId): ReadingEvidence | undefined {
  const { [metric]: summary } = metrics;
  if (summary?.type !== "value" || summary.value <= 0) return undefined;
  return { type: "readings", figure: summary.value, readings: summary.readings ?? [summary.value] };
}

function footprintEvidence({ metrics, target }: Scorecard): FactEvidence | undefined {
  const figure = (metrics.footprint?.type === "value" ? metrics.footprint.value : undefined) ?? target.sizeBytes;
  return figure !== undefined && figure > 0 ? { type: "fact", figure } : undefined;
}
