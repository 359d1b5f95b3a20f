import type { AcceptableRule } from "../../core/acceptable-rule.ts";
import type { TargetMeasurements } from "../../core/metric.ts";
import type { Rates, TargetRates } from "../../core/rates.ts";
import type { JournalEntry, Plan, TargetPlan } from "../../core/run.ts";
import type { Sample } from "../../core/sample.ts";
import type { Warning } from "../../core/warning.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { targetRates } from "../../rates/target-rates.ts";
import { e2e } from "../metrics/latency.ts";
import { METRICS, type MetricId } from "../metrics/metrics.ts";
import { IMPOSSIBLE } from "../metrics/spans.ts";
import { BLOCKED_MS, isLoopBlocked } from "./disturbed-cells.ts";
import { describeDrift, findDrift } from "./drift.ts";
import { findEnergyOrigin } from "./energy-origin.ts";
import { type RunMeanings, readMeanings } from "./read-meanings.ts";
import { latencyOutliers, relativeLatency } from "./relative-latency.ts";
import { createRunClock } from "./run-clock.ts";
import type { RunScores } from "./run-scores.ts";
import { scoreTarget } from "./score-target.ts";
import type { Absence, MetricSummary, Scorecard } from "./scorecard.ts";
import { summarizeMetric } from "./summarize-metric.ts";
import { isCapped, isCutThinking, isEmpty, summarizePrompt } from "./summarize-prompt.ts";

/** Where more of a target's requests were disturbed than this, nothing is concluded from its timing. */
const DISTURBED_SHARE = 0.1;

export interface TargetJournal {
  readonly plan: Plan;
  /** Of the run, with the currency of the comparison. */
  readonly rates?: Rates | undefined;
  readonly entries: readonly JournalEntry[];
  /** When a sample was sent; given where several targets share one journal, so that it is read once. */
  readonly timeOf?: ((sample: Sample) => number) | undefined;
  /** Likewise, the closeness of answers in meaning. */
  readonly meanings?: RunMeanings | undefined;
  /** What people and a judge said of the answers. */
  readonly scores?: RunScores | undefined;
  /** What makes an answer acceptable; absent: the plan's. */
  readonly acceptable?: AcceptableRule | undefined;
}

/** Computes the scorecard of one target from what the journal holds of it. */
export function summarizeTarget(target: TargetPlan, journal: TargetJournal): Scorecard {
  const {
    plan,
    rates: stated,
    entries,
    timeOf = createRunClock(entries),
    meanings = readMeanings(plan, entries),
  } = journal;
  const own = entries.filter((entry) => "target" in entry && entry.target === target.id);
  const timed = own.filter((entry) => entry.type === "sample").filter((sample) => sample.phase === "timed");
  const samples = timed.filter((sample) => sample.status === "ok");
  const loads = own.filter((entry) => entry.type === "load");
  const memory = own.filter((entry) => entry.type === "memory");
  const failure = lastFailure(own);
  const rates = targetRates(target, stated);
  const energy = findEnergyOrigin(samples, rates);
  const latencies = samples.map((sample) => ({ prompt: sample.prompt, e2eMs: e2eOf(sample) }));
  const relative = relativeLatency(latencies);
  const drift = findDrift(samples, relative, timeOf);
  const info = loads.at(-1)?.info;
  const failed = timed.length - samples.length;
  const error = failure ?? (samples.length === 0 ? timed.at(-1)?.error : undefined);
  const scored = scoreTarget(plan.prompts.prompts, samples, {
    meanings,
    scores: journal.scores,
    rule: journal.acceptable ?? plan.acceptable,
  });
  const measured: TargetMeasurements = { target, samples, loads, memory, rates, isAcceptable: scored.isAcceptable };
  const loop = blockedLoop(samples);
  const drifted = [describeDrift(drift)].filter((one) => one !== undefined);
  const byPrompt = Map.groupBy(timed, (sample) => sample.prompt);
  return {
    target,
    status: samples.length === 0 ? "failed" : failed > 0 || failure !== undefined ? "partial" : "ok",
    ...(error !== undefined && { error }),
    ...(info !== undefined && { info }),
    counts: {
      timed: timed.length,
      failed,
      capped: samples.filter(isCapped).length,
      empty: samples.filter(isEmpty).length,
      cutThinking: samples.filter(isCutThinking).length,
      outliers: latencyOutliers(latencies).length,
    },
    metrics: summarizeMetrics(measured),
    absent: countAbsences(samples, rates),
    ...(energy !== undefined && { energy }),
    pricing: rates.pricing,
    ...scored.card,
    prompts: plan.prompts.prompts.map((prompt) =>
      summarizePrompt(prompt, byPrompt.get(prompt.id) ?? [], {
        ...scored.ofPrompt(prompt.id),
        meanings,
        rates,
      }),
    ),
    ...(drift !== undefined && { drift }),
    disturbances: [...(loop !== undefined && loop.share > DISTURBED_SHARE ? [loop.message] : []), ...drifted],
    warnings: warningsOf(samples, [...(loop === undefined ? [] : [loop.message]), ...drifted], info?.warnings ?? []),
  };
}

/** The failure that ended the target, unless it was loaded again after it. */
function lastFailure(own: readonly JournalEntry[]) {
  const at = own.findLastIndex((entry) => entry.type === "failure");
  const entry = own[at];
  const loadedLater = own.slice(at + 1).some(({ type }) => type === "sample");
  return entry?.type === "failure" && !loadedLater ? entry.error : undefined;
}

function summarizeMetrics(measured: TargetMeasurements): Scorecard["metrics"] {
  const summaries: Partial<Record<MetricId, MetricSummary>> = {};
  for (const metric of METRICS) {
    const summary = summarizeMetric(metric, measured);
    if (summary !== undefined) summaries[metric.id] = summary;
  }
  return summaries;
}

/** Why requests have no value of a metric, counted by reason. */
function countAbsences(samples: readonly Sample[], rates: TargetRates): Scorecard["absent"] {
  const absent: Partial<Record<MetricId, readonly Absence[]>> = {};
  for (const metric of METRICS) {
    if (!("whyAbsent" in metric)) continue;
    const reasons = samples.flatMap((sample) => metric.whyAbsent(sample, rates) ?? []);
    const counted = [...Map.groupBy(reasons, (reason) => reason)];
    if (counted.length > 0) absent[metric.id] = counted.map(([because, { length }]) => ({ requests: length, because }));
  }
  return absent;
}

function e2eOf(sample: Sample): number {
  return e2e.values(sample)[0] ?? 0;
}

function warningsOf(
  samples: readonly Sample[],
  disturbances: readonly string[],
  ofModel: readonly Warning[],
): Warning[] {
  const seen = new Map<string, Warning>();
  for (const warning of [...ofModel, ...samples.flatMap((sample) => sample.warnings)])
    seen.set(warning.message, warning);
  for (const message of disturbances) seen.set(message, { code: "measurement-disturbed", message });
  for (const warning of [...warnImpossible(samples), ...warnOverlong(samples)]) seen.set(warning.message, warning);
  return [...seen.values()];
}

/** Reasons why our own stamps were not true to the ms. */
function blockedLoop(samples: readonly Sample[]): { readonly share: number; readonly message: string } | undefined {
  const blocked = samples.filter(isLoopBlocked).length;
  if (blocked === 0) return undefined;
  const message = `our own event loop was blocked for more than ${BLOCKED_MS} ms during ${blocked} of ${pluralize(samples.length, "request")}`;
  return { share: blocked / samples.length, message };
}

/** A rate that nothing reaches is left out; that it was there speaks against the other times of these requests too. */
function warnImpossible(samples: readonly Sample[]): Warning[] {
  const count = samples.filter((sample) =>
    METRICS.some((metric) => "whyAbsent" in metric && metric.whyAbsent(sample) === IMPOSSIBLE),
  ).length;
  if (count === 0) return [];
  const message = `${count} of ${pluralize(samples.length, "answer")} came faster than any machine writes: they were ready before, or their count is wrong; their rates are left out`;
  return [{ code: "measurement-disturbed", message }];
}

/** An answer longer than was allowed shows that the target does not keep the limit. */
function warnOverlong(samples: readonly Sample[]): Warning[] {
  const count = samples.filter(
    ({ maxTokens, usage }) => maxTokens !== undefined && (usage.completionTokens ?? 0) > maxTokens,
  ).length;
  if (count === 0) return [];
  const message = `${count} of ${pluralize(samples.length, "answer")} ${count === 1 ? "holds" : "hold"} more tokens than the limit that was asked for: the target does not keep it`;
  return [{ code: "parameter-ignored", message }];
}
