import { METRICS } from "../../bench/metrics/metrics.ts";
import { footprint } from "../../bench/metrics/resources.ts";
import type { MetricSummary, RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { CardFigure, ModelCard } from "../../core/model-card.ts";
import type { RunStore } from "../../core/run-store.ts";
import { qualityOf, sourceOf } from "../../selection/quality-of.ts";
import { digestPrompts } from "../../store/digest-prompts.ts";
import { readRun } from "../report/read-run.ts";

/** Runs looked into at most: whoever measured a model longer ago measures it again. */
const MOST_RUNS = 50;

export interface MeasuredCard {
  /** Id of the run, which the card itself does not tell. */
  readonly run: string;
  readonly card: ModelCard;
}

/**
 * Makes the card of a model from the newest complete run that measured its file; absent without one.
 *
 * @param sha256 of the file as it is now: a run of another file under the same name does not count
 */
export async function findCard(
  model: Pick<ResolvedModel, "id" | "alias" | "variant">,
  sha256: string,
  store: RunStore,
): Promise<MeasuredCard | undefined> {
  let looked = 0;
  for await (const run of store.list()) {
    if (run.type !== "run" || run.status !== "complete" || !run.targets.some((id) => isOf(id, model.id))) continue;
    if (++looked > MOST_RUNS) return undefined;
    const { summary } = await readRun(store, run.id);
    const scorecard = summary.scorecards.find(
      ({ target, status }) => isOf(target.id, model.id) && status === "ok" && target.contentDigest === sha256,
    );
    if (scorecard !== undefined) return { run: run.id, card: toCard(model, summary, scorecard) };
  }
  return undefined;
}

/** Targets of a run on several devices are named `id@device`. */
function isOf(target: string, id: string): boolean {
  return target === id || target === `${id}@cpu` || target === `${id}@gpu`;
}

function toCard(
  { alias, variant }: Pick<ResolvedModel, "alias" | "variant">,
  { run, disturbances }: RunSummary,
  scorecard: Scorecard,
): ModelCard {
  const { target, counts, metrics } = scorecard;
  const { platform, architecture, cpuModel, cpuCount, memoryBytes } = run.environment;
  const quality = qualityOf(scorecard);
  const { prompts } = run.plan;
  const isBuiltIn = prompts.source !== undefined && prompts.source === prompts.name;
  return {
    schema: 1,
    type: "assay-card",
    createdAt: run.createdAt,
    assayVersion: run.assayVersion,
    target: variant === undefined ? alias : `${alias}:${variant}`,
    alias,
    ...(target.quantisation !== undefined && { quantisation: target.quantisation }),
    engine: target.engine,
    device: target.device,
    file: {
      sha256: target.contentDigest ?? "",
      ...(target.sizeBytes !== undefined && { sizeBytes: target.sizeBytes }),
    },
    machine: {
      platform,
      architecture,
      ...(cpuModel !== undefined && { cpuModel: toPlain(cpuModel) }),
      cpuCount,
      memoryBytes,
    },
    run: run.digest,
    prompts: {
      ...(isBuiltIn && { name: prompts.name }),
      count: prompts.prompts.length,
      digest: digestPrompts(prompts.prompts),
    },
    rounds: run.plan.rounds,
    samples: counts.timed,
    failed: counts.failed,
    isDisturbed: disturbances.length + scorecard.disturbances.length > 0,
    figures: Object.fromEntries(
      METRICS.flatMap(({ id, unit }) => {
        const { [id]: metric } = metrics;
        // What an answer costs here depends on prices here; the size of the file stands beside its digest.
        return metric === undefined || unit === "money" || id === footprint.id ? [] : [[id, toFigure(metric)] as const];
      }),
    ),
    ...(quality !== undefined && { quality: { ...toInterval(quality), source: sourceOf(scorecard) } }),
  };
}

function toFigure(metric: MetricSummary): ModelCard["figures"][string] {
  if (metric.type === "distribution") return { ...toInterval(metric.p50), statistic: "median" };
  const { value, n, readings } = metric;
  return readings === undefined
    ? { value, n, of: "requests", statistic: "value" }
    : { value, n: readings.length, of: "readings", statistic: "value" };
}

function toInterval({ value, low, high, level, n, of }: Estimate): CardFigure {
  return low === undefined || high === undefined ? { value, n, of } : { value, low, high, level, n, of };
}

/** A processor's name as the schema takes it. */
function toPlain(name: string): string {
  return name
    .replace(/[^ -~]/g, "")
    .replace(/\s+/g, " ")
    .slice(0, 100);
}
