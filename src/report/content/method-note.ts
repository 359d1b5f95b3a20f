import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { listMeanings } from "../../quality/facets/match-meaning.ts";
import { wordMatcherRates, wordMeaningRates } from "../../quality/facets/matcher-rates.ts";
import { formatQuantity } from "../format/format-quantity.ts";
import { acceptableNote } from "./acceptable-note.ts";

/** The method in a few sentences that hold for this run. */
export function methodNote(summary: RunSummary): string {
  const { run } = summary;
  const { plan } = run;
  const order =
    plan.order === "interleaved"
      ? "Targets took turns, so that drift and heat hit all alike."
      : "Targets ran one after the other, so drift and heat may favour some.";
  const hasMeanings = plan.prompts.prompts.some(({ facets = [] }) => listMeanings(facets).length > 0);
  return [
    `Every request ran at temperature ${plan.request.temperature} with seed ${plan.request.seed} and at most ${plan.request.maxTokens} tokens,`,
    `${plan.request.stream ? "streamed" : "not streamed"}, with the prefix cache ${plan.request.prefixCache}, after ${plan.warmUp} warm-up ${plan.warmUp === 1 ? "request" : "requests"} per target. ${order}`,
    "Times are taken by the client on a monotonic clock. Quantiles interpolate linearly (Hyndman-Fan type 7) and never pass the maximum;",
    "the p50 is the median of the prompts' medians where there are several prompts. Their intervals are order statistics, those of means Student's with a correction for skewness, over several prompts by prompt.",
    "Brackets hold the 95% interval; where there is too little evidence for one, n and the number needed stand instead (of prompts, where there are several).",
    `Outliers are flagged and kept. Quality is the share of expected facets found in the very answers that were timed; ${wordMatcherRates()}`,
    ...(hasMeanings ? [wordMeaningRates()] : []),
    ...acceptableNote(summary),
    "MB is 10^6 bytes, GB 10^9.",
  ].join(" ");
}

/** Error of the harness itself, measured before the run against a known schedule. */
export function calibrationNote({ calibration }: RunSummary): string {
  if (calibration === undefined) return "The harness's own error was not measured in this run.";
  const { streams, tokens, ttftErrorMs, arrivalErrorMs } = calibration;
  const error = (quantiles: { readonly p50: number; readonly p99: number }) =>
    `${formatQuantity(quantiles.p50, "ms")} p50, ${formatQuantity(quantiles.p99, "ms")} p99`;
  return `The harness's own error against a known schedule (${streams} streams, ${tokens} tokens): first token ${error(ttftErrorMs)}; token arrival ${error(arrivalErrorMs)}.`;
}
