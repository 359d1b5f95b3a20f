import { type KnownMetric, METRICS } from "../../bench/metrics/metrics.ts";
import { readDistribution, readValue } from "../../bench/summary/read-metric.ts";
import type { Distribution, RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import type { Estimate } from "../../core/estimate.ts";
import { type CsvValue, csvName, toCsvRow } from "./csv-row.ts";

type Column = readonly [name: string, value: (card: Scorecard) => CsvValue];

/**
 * The targets of a run as CSV: one row each, one column per figure, in the metric's own unit (named in the header).
 *
 * The columns are the same for every run; a figure that a target lacks is an empty cell.
 */
export function toTargetCsv(summary: RunSummary): string {
  const columns: readonly Column[] = [
    ["run_id", () => summary.run.id],
    ...TARGET_COLUMNS,
    ...METRICS.flatMap((metric) => (metric.type === "target" ? valueColumns(metric) : distributionColumns(metric))),
  ];
  const header = toCsvRow(columns.map(([name]) => name));
  return header + summary.scorecards.map((card) => toCsvRow(columns.map(([, value]) => value(card)))).join("");
}

const TARGET_COLUMNS: readonly Column[] = [
  ["target", (card) => card.target.id],
  ["alias", (card) => card.target.alias],
  ["variant", (card) => card.target.variant],
  ["engine", (card) => card.target.engine],
  ["device", (card) => card.target.device],
  ["quantisation", (card) => card.info?.quantisation ?? card.target.quantisation],
  ["parameters", (card) => card.info?.parameters ?? card.target.parameters],
  ["licence", (card) => card.target.licence],
  ["status", (card) => card.status],
  ["error_code", (card) => card.error?.code],
  ["error_message", (card) => card.error?.message],
  ["requests_timed", (card) => card.counts.timed],
  ["requests_failed", (card) => card.counts.failed],
  ["answers_capped", (card) => card.counts.capped],
  ["answers_empty", (card) => card.counts.empty],
  ["outliers", (card) => card.counts.outliers],
  ["facets_found", (card) => card.facets?.found],
  ["facets_expected", (card) => card.facets?.expected],
  ["quality_ratio", (card) => card.facets?.ratio.value],
  ["quality_ratio_low", (card) => card.facets?.ratio.low],
  ["quality_ratio_high", (card) => card.facets?.ratio.high],
  ["quality_prompts", (card) => card.facets?.ratio.n],
  ["quality_with_nonce", (card) => card.facets?.withNonce],
  ["drift_rho", (card) => card.drift?.rho],
  ["drift_p_value", (card) => card.drift?.pValue],
  ["drift_last_over_first", (card) => card.drift?.lastOverFirst],
];

function valueColumns(metric: KnownMetric): Column[] {
  return [[csvName(metric), (card) => readValue(card, metric.id)]];
}

function distributionColumns(metric: KnownMetric): Column[] {
  const cell = (read: (summary: Distribution) => CsvValue) => (card: Scorecard) => {
    const found = readDistribution(card, metric.id);
    return found && read(found);
  };
  const estimated = (name: "mean" | "p50" | "p95"): Column[] =>
    (["value", "low", "high"] as const satisfies readonly (keyof Estimate)[]).map((part) => [
      csvName(metric, part === "value" ? name : `${name}_${part}`),
      cell((found) => found[name][part]),
    ]);
  return [
    [`${metric.id.replaceAll("-", "_")}_n`, cell((found) => found.n)],
    ...estimated("mean"),
    ...estimated("p50"),
    ...estimated("p95"),
    [csvName(metric, "p99"), cell((found) => found.p99.value)],
    [csvName(metric, "min"), cell((found) => found.min)],
    [csvName(metric, "max"), cell((found) => found.max)],
  ];
}
