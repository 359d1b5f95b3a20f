import type { MetricSummary, RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { RunStore } from "../../core/run-store.ts";
import { qualityOf } from "../../selection/quality-of.ts";
import { readRun } from "../report/read-run.ts";
import type { ModelCard } from "./model-entry.ts";

/** Runs looked into at most: whoever measured a model longer ago measures it again. */
const MOST_RUNS = 50;

/** Figures that the newest complete run measured of a model; absent without one. */
export async function findModelCard(model: Pick<ResolvedModel, "id">, store: RunStore): Promise<ModelCard | undefined> {
  let looked = 0;
  for await (const run of store.list()) {
    if (run.type !== "run" || run.status !== "complete" || !run.targets.some((id) => isOf(id, model.id))) continue;
    if (++looked > MOST_RUNS) return undefined;
    const { summary } = await readRun(store, run.id);
    const scorecard = summary.scorecards.find(({ target, status }) => isOf(target.id, model.id) && status === "ok");
    if (scorecard !== undefined) return toCard(summary, scorecard);
  }
  return undefined;
}

/** Targets of a run on several devices are named `id@device`. */
function isOf(target: string, id: string): boolean {
  return target === id || target === `${id}@cpu` || target === `${id}@gpu`;
}

function toCard({ run }: RunSummary, scorecard: Scorecard): ModelCard {
  const { target, counts, metrics } = scorecard;
  const quality = qualityOf(scorecard);
  const { platform, cpuModel, cpuCount, memoryBytes } = run.environment;
  return {
    run: run.id,
    createdAt: run.createdAt,
    target: target.id,
    assayVersion: run.assayVersion,
    machine: { platform, ...(cpuModel !== undefined && { cpuModel }), cpuCount, memoryBytes },
    device: target.device,
    samples: counts.timed,
    figures: Object.fromEntries(Object.entries(metrics).map(([id, metric]) => [id, toFigure(metric)])),
    ...(quality !== undefined && { quality: toInterval(quality) }),
  };
}

function toFigure(metric: MetricSummary): ModelCard["figures"][string] {
  return metric.type === "value" ? { value: metric.value } : toInterval(metric.p50);
}

function toInterval({ value, low, high }: Estimate): ModelCard["figures"][string] {
  return { value, ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
}
