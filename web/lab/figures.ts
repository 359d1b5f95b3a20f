import { e2e, ttft } from "../../src/bench/metrics/latency.ts";
import type { KnownRequestMetric } from "../../src/bench/metrics/metrics.ts";
import { decodeRate, icl, itl } from "../../src/bench/metrics/pace.ts";
import { scaleFor } from "../../src/bench/metrics/unit-scale.ts";
import type { Distribution } from "../../src/bench/summary/scorecard.ts";
import { summarizeMetric } from "../../src/bench/summary/summarize-metric.ts";
import type { RequestMetric } from "../../src/core/metric.ts";
import type { TargetPlan } from "../../src/core/run.ts";
import { absentCell, type Cell } from "../../src/report/format/cell.ts";
import { estimateCell } from "../../src/report/format/estimate-cell.ts";
import type { Conditions, LabSample } from "./session.ts";

/** The metrics that the Lab shows, from the top. */
const LAB_METRICS: readonly KnownRequestMetric[] = [ttft, decodeRate, itl, icl, e2e];

/** One line of the table of figures: a metric, and its median for each target. */
export interface FigureRow {
  readonly metric: RequestMetric;
  readonly unit: string;
  readonly cells: readonly Cell[];
}

/** Samples of a target that may be held against the latest ones. */
export function comparable(samples: readonly LabSample[], target: string): readonly LabSample[] {
  const conditions = samples.at(-1)?.conditions;
  return samples.filter((one) => one.target === target && one.status === "ok" && isSame(one.conditions, conditions));
}

/** The medians of all targets with their intervals, all of a line in the same unit. A metric that none has is left out. */
export function readFigureRows(samples: readonly LabSample[], targets: readonly string[]): readonly FigureRow[] {
  const lists = targets.map((target) => comparable(samples, target));
  return LAB_METRICS.flatMap((metric) => {
    const found = lists.map((list) => summarize(metric, list));
    const scale = scaleFor(
      metric.unit,
      found.flatMap((one) => one?.p50.value ?? []),
    );
    if (found.every((one) => one === undefined) || (metric === icl && hasTokenGaps(lists))) return [];
    const cells = found.map((one, index) =>
      one === undefined ? absentCell(whyAbsent(metric, lists[index])) : estimateCell(one.p50, scale),
    );
    return [{ metric, unit: scale.unit, cells }];
  });
}

/** Where every token is counted, the gaps between chunks say nothing more. */
function hasTokenGaps(lists: readonly (readonly LabSample[])[]): boolean {
  return lists.every((list) => list.length === 0 || list.some((sample) => itl.values(sample).length > 0));
}

/** A metric over samples of one target; absent where none has a value. */
export function summarize(metric: KnownRequestMetric, samples: readonly LabSample[]): Distribution | undefined {
  const [first] = samples;
  if (first === undefined) return undefined;
  const target: TargetPlan = {
    id: first.target,
    alias: first.target,
    engine: "",
    source: { type: "endpoint", baseUrl: "" },
    device: "cpu",
  };
  const summary = summarizeMetric(metric, { target, samples, loads: [], memory: [] });
  return summary?.type === "distribution" ? summary : undefined;
}

function whyAbsent(metric: RequestMetric, samples: readonly LabSample[] = []): string | undefined {
  return samples.flatMap((sample) => metric.whyAbsent?.(sample) ?? [])[0];
}

function isSame(a: Conditions, b: Conditions | undefined): boolean {
  return a.order === b?.order && a.temperature === b.temperature && a.maxTokens === b.maxTokens;
}
