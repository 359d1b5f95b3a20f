import { type KnownMetric, METRICS } from "../../bench/metrics/metrics.ts";
import { readDistribution, readEstimate, readValue } from "../../bench/summary/read-metric.ts";
import type { Distribution, Scorecard } from "../../bench/summary/scorecard.ts";
import type { Recommendation } from "../../selection/recommendation.ts";
import { wordEnergyOrigin } from "../content/energy-origin.ts";
import { describeOrigin } from "../content/model-origin.ts";
import type { ReportInput } from "../content/report-input.ts";
import { type CsvColumn, type CsvValue, csvName, toCsvRow } from "./csv-row.ts";

/** A target among the others of its run. */
interface TargetRow {
  readonly card: Scorecard;
  readonly input: ReportInput;
}

type Column = CsvColumn<TargetRow>;

/**
 * The targets of a run as CSV: one row each, one column per figure, in the metric's own unit (named in the header).
 *
 * The columns are the same for every run; a figure that a target lacks is an empty cell. docs/csv.md is their dictionary.
 */
export function toTargetCsv(input: ReportInput): string {
  const rows = input.summary.scorecards.map((card) => ({ card, input }));
  const header = toCsvRow(TARGET_CSV.map(({ name }) => name));
  return header + rows.map((row) => toCsvRow(TARGET_CSV.map(({ value }) => value(row)))).join("");
}

/** A column of a target's own facts. */
function fact(name: string, says: string, read: (card: Scorecard) => CsvValue): Column {
  return { name, says, value: ({ card }) => read(card) };
}

const IDENTITY: readonly Column[] = [
  { name: "run_id", says: "Id of the run.", value: ({ input }) => input.summary.run.id },
  fact("target", "Name of the target, unique in the run.", ({ target }) => target.id),
  fact("alias", "Name of the model without its variant.", ({ target }) => target.alias),
  fact("variant", "Name of the variant, such as q4_0.", ({ target }) => target.variant),
  fact("engine", "Engine that ran it.", ({ target }) => target.engine),
  fact("device", "cpu or gpu.", ({ target }) => target.device),
  fact("quantisation", "How its weights are stored.", ({ info, target }) => info?.quantisation ?? target.quantisation),
  fact("parameters", "Number of its weights.", ({ info, target }) => info?.parameters ?? target.parameters),
  fact("licence", "Licence, by its SPDX name.", ({ target }) => target.licence),
  fact("commercial_use", "Whether the licence permits commercial use.", ({ target }) => target.commercialUse),
  fact("source", "File, endpoint or module that answers.", ({ target }) => describeOrigin(target)),
  fact("content_sha256", "SHA-256 of the model file's content.", ({ target }) => target.contentDigest),
  fact(
    "size_bytes",
    "Bytes of its file, on disk or as stated.",
    ({ info, target }) => target.sizeBytes ?? info?.sizeBytes,
  ),
  {
    name: "run_created_at",
    says: "Start of the run, ISO 8601, UTC.",
    value: ({ input }) => input.summary.run.createdAt,
  },
];

const CONCLUSIONS: readonly Column[] = [
  {
    name: "verdict",
    says: "Kind of the run's verdict: take, equal, trade, not-enough-evidence, measured or none (docs/verdicts.md).",
    value: ({ input }) => input.recommendation?.verdict.type,
  },
  {
    name: "verdict_headline",
    says: "The verdict in a sentence, the same in each row.",
    value: ({ input }) => input.recommendation?.headline,
  },
  {
    name: "is_taken",
    says: "Whether the verdict is to take this target.",
    value: ({ card, input }) => input.recommendation && isTaken(card, input.recommendation),
  },
  {
    name: "aa_check",
    says: "Result of measuring this target against itself, by objective: passed, failed or undecided; empty where it was not.",
    value: ({ card, input }) => describeChecks(card, input.recommendation),
  },
];

const OUTCOME: readonly Column[] = [
  fact("status", "ok, partial (some requests failed) or failed.", (card) => card.status),
  fact("error_code", "Code of its last error.", (card) => card.error?.code),
  fact("error_message", "The error in words.", (card) => card.error?.message),
  fact("error_hint", "What to do about it.", (card) => card.error?.hint),
  fact("requests_timed", "Requests that were timed.", (card) => card.counts.timed),
  fact("requests_failed", "Timed requests that failed.", (card) => card.counts.failed),
  fact("answers_capped", "Answers that ended at the token limit.", (card) => card.counts.capped),
  fact("answers_empty", "Answers without text.", (card) => card.counts.empty),
  fact(
    "outliers",
    "Requests flagged as outliers in latency; they are in every figure.",
    (card) => card.counts.outliers,
  ),
  fact("facets_found", "Expected facets found, averaged over rounds.", (card) => card.facets?.found),
  fact("facets_expected", "Expected facets of the answered prompts.", (card) => card.facets?.expected),
  fact("quality_ratio", "Share of the expected facets that was found, 0 to 1.", (card) => card.facets?.ratio.value),
  fact("quality_ratio_low", "Lower end of its 95 % interval.", (card) => card.facets?.ratio.low),
  fact("quality_ratio_high", "Upper end of its 95 % interval.", (card) => card.facets?.ratio.high),
  fact("quality_prompts", "Prompts that the interval rests on.", (card) => card.facets?.ratio.n),
  fact("quality_with_nonce", "Whether random text stood in front of the prompts.", (card) => card.facets?.withNonce),
  fact(
    "energy_is_estimate",
    "Whether energy is estimated from processor time and stated watts, not read from counters.",
    (card) => card.energy && card.energy.estimates > 0,
  ),
  fact(
    "energy_source",
    "Counters that the energy was read from, or what it is estimated with.",
    (card) => card.energy && wordEnergyOrigin(card.energy),
  ),
  fact(
    "energy_coverage",
    "Share of the requests' time that the counters cover, 0 to 1.",
    (card) => card.energy?.coverage,
  ),
  fact("currency", "Currency of the cost.", ({ pricing }) =>
    pricing.type === "unknown" ? undefined : pricing.currency,
  ),
  fact("cost_source", "What the cost is computed with.", ({ pricing }) =>
    pricing.type === "unknown" ? undefined : pricing.source,
  ),
  fact("checks_passed", "Checks of form and wording passed, averaged over rounds.", (card) => card.checks?.passed),
  fact("checks_expected", "Checks that could be told.", (card) => card.checks?.expected),
  fact("checks_not_told", "Checks that could not be told; they are in neither number.", (card) => card.checks?.untold),
  fact("checks_ratio", "Share of the checks that was passed, 0 to 1.", (card) => card.checks?.ratio?.value),
  fact("checks_ratio_low", "Lower end of its 95 % interval.", (card) => card.checks?.ratio?.low),
  fact("checks_ratio_high", "Upper end of its 95 % interval.", (card) => card.checks?.ratio?.high),
  fact("checks_prompts", "Prompts that the interval rests on.", (card) => card.checks?.ratio?.n),
  fact(
    "rouge_l",
    "Mean ROUGE-L of the answers with their references, 0 to 1.",
    (card) => card.wording?.referenceOverlap?.value,
  ),
  fact("rouge_l_low", "Lower end of its 95 % interval.", (card) => card.wording?.referenceOverlap?.low),
  fact("rouge_l_high", "Upper end of its 95 % interval.", (card) => card.wording?.referenceOverlap?.high),
  fact("rouge_l_prompts", "Prompts with a reference that were answered.", (card) => card.wording?.referenceOverlap?.n),
  ...[1, 2, 3, 4, 5].map((n) =>
    fact(
      `support_${n}`,
      `Mean share of the answers' ${n}-grams that stand in the material of their prompts, 0 to 1.`,
      (card) => card.wording?.support.find((one) => one.n === n)?.ratio.value,
    ),
  ),
  ...([0, 1, 2] as const).map((at) =>
    fact(
      `distinct_${at + 1}`,
      `Different ${at + 1}-grams over all of them, in the first answers to all prompts together.`,
      (card) => card.wording?.distinct?.shares[at],
    ),
  ),
  ...([0, 1, 2] as const).map((at) =>
    fact(
      `repeated_distinct_${at + 1}`,
      `Different ${at + 1}-grams over all of them, in the repeated answers to one prompt, averaged over prompts.`,
      (card) => card.wording?.repeated?.shares[at],
    ),
  ),
  fact("answers_acceptable", "Timed answers that are good enough by the plan.", (card) => card.acceptable?.acceptable),
  fact("answers_acceptance_known", "Timed answers of which that is known.", (card) => card.acceptable?.known),
  fact("drift_rho", "Rank correlation of latency with time.", (card) => card.drift?.rho),
  fact("drift_p_value", "How often chance alone would show it.", (card) => card.drift?.pValue),
  fact(
    "drift_last_over_first",
    "Relative latency of the last third over the first.",
    (card) => card.drift?.lastOverFirst,
  ),
];

function isTaken({ target }: Scorecard, { verdict }: Recommendation): boolean {
  return verdict.type === "take" && verdict.target === target.id;
}

function describeChecks({ target }: Scorecard, recommendation: Recommendation | undefined): string | undefined {
  const own = recommendation?.aaChecks.filter((check) => check.target === target.id) ?? [];
  return own.length === 0 ? undefined : own.map(({ objective, state }) => `${objective} ${state}`).join("; ");
}

function valueColumns(metric: KnownMetric): Column[] {
  const value = fact(csvName(metric), metric.description, (card) => readValue(card, metric.id));
  if (!("estimate" in metric)) return [value];
  const end = (which: "low" | "high", words: string) =>
    fact(
      csvName(metric, which),
      `${words} end of its 95 % interval.`,
      (card) => readEstimate(card, metric.id)?.[which],
    );
  return [value, end("low", "Lower"), end("high", "Upper")];
}

function distributionColumns(metric: KnownMetric): Column[] {
  const label = metric.label;
  const cell = (read: (summary: Distribution) => CsvValue) => (card: Scorecard) => {
    const found = readDistribution(card, metric.id);
    return found && read(found);
  };
  const estimated = (name: "mean" | "p50" | "p95", words: string): Column[] => [
    fact(
      csvName(metric, name),
      `${words} of ${label}.`,
      cell((found) => found[name].value),
    ),
    fact(
      csvName(metric, `${name}_low`),
      `Lower end of its 95 % interval.`,
      cell((found) => found[name].low),
    ),
    fact(
      csvName(metric, `${name}_high`),
      `Upper end of its 95 % interval.`,
      cell((found) => found[name].high),
    ),
  ];
  return [
    fact(
      `${metric.id.replaceAll("-", "_")}_n`,
      `Values of ${label}.`,
      cell((found) => found.n),
    ),
    ...estimated("mean", "Mean"),
    ...estimated("p50", "Median"),
    ...estimated("p95", "95th percentile"),
    fact(
      csvName(metric, "p99"),
      `99th percentile of ${label}.`,
      cell((found) => found.p99.value),
    ),
    fact(
      csvName(metric, "min"),
      `Smallest value of ${label}.`,
      cell((found) => found.min),
    ),
    fact(
      csvName(metric, "max"),
      `Largest value of ${label}.`,
      cell((found) => found.max),
    ),
  ];
}

/** Every column of the table of targets, from the left. */
export const TARGET_CSV: readonly Column[] = [
  ...IDENTITY,
  ...CONCLUSIONS,
  ...OUTCOME,
  ...METRICS.flatMap((metric) => (metric.type === "target" ? valueColumns(metric) : distributionColumns(metric))),
];
