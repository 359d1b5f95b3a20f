import { e2e, ttft } from "../../src/bench/metrics/latency.ts";
import { decodeRate, icl, itl } from "../../src/bench/metrics/pace.ts";
import type { RequestMetric } from "../../src/core/metric.ts";
import type { Sample } from "../../src/core/sample.ts";
import type { Usage } from "../../src/core/usage.ts";
import { formatNumber } from "../../src/report/format/format-number.ts";
import { formatQuantity } from "../../src/report/format/format-quantity.ts";
import { quantile } from "../../src/stats/quantile.ts";

/** One figure of one answer. */
export interface AnswerFigure {
  readonly id: string;
  readonly name: string;
  /** The value with its unit; absent when it is not known. */
  readonly text?: string | undefined;
  /** How it was measured, or why it is absent. */
  readonly how: string;
}

/** The figures of one answer, by the same formulas as in a benchmark. */
export function readFigures(sample: Sample): readonly AnswerFigure[] {
  const gap = itl.values(sample).length > 0 ? itl : icl;
  return [
    timed(sample, ttft),
    timed(sample, decodeRate),
    timed(sample, gap),
    timed(sample, e2e),
    ...counted(sample.usage),
  ];
}

function timed(sample: Sample, metric: RequestMetric): AnswerFigure {
  const { id, heading, description, formula, unit, pooled, whyAbsent, values } = metric;
  const found = values(sample);
  const name = pooled === true ? `${heading}, median` : heading;
  if (found.length === 0) {
    const because = whyAbsent?.(sample);
    return { id, name, how: because === undefined ? `${description} Not known here.` : `Not known: ${because}.` };
  }
  return {
    id,
    name,
    text: formatQuantity(quantile(found, 0.5), unit),
    how: `${description} Measured by this page: ${formula}.`,
  };
}

function counted({
  promptTokens,
  cachedPromptTokens,
  completionTokens,
  reasoningTokens,
}: Usage): readonly AnswerFigure[] {
  const by = "Counted by the engine, with its own tokenizer.";
  const reasoning = reasoningTokens ? `, ${formatNumber(reasoningTokens, 0)} of them reasoning` : "";
  return [
    {
      id: "tokens",
      name: "Tokens",
      ...count(completionTokens),
      how: completionTokens === undefined ? "Nobody counted the tokens." : `Tokens of the answer${reasoning}. ${by}`,
    },
    {
      id: "prompt-tokens",
      name: "Prompt",
      ...count(promptTokens, " tokens"),
      how:
        promptTokens === undefined
          ? "Nobody counted the prompt."
          : `Tokens of everything sent, template included. ${by}`,
    },
    {
      id: "cached-tokens",
      name: "Cached",
      ...count(cachedPromptTokens, " tokens"),
      how:
        cachedPromptTokens === undefined
          ? "Nobody says how much of the prompt was still in memory."
          : "Tokens of the prompt that were still in memory and were not read again.",
    },
  ];
}

function count(tokens: number | undefined, unit = ""): Pick<AnswerFigure, "text"> {
  return tokens === undefined ? {} : { text: `${formatNumber(tokens, 0)}${unit}` };
}
