import type { Prompt } from "../../core/prompt.ts";
import type { TargetRates } from "../../core/rates.ts";
import type { Sample } from "../../core/sample.ts";
import type { PromptChecks } from "../../quality/checks/summarize-checks.ts";
import { listMeanings, listParts } from "../../quality/facets/match-meaning.ts";
import { METRICS, type MetricId } from "../metrics/metrics.ts";
import { pairUp, type RunMeanings } from "./read-meanings.ts";
import type { PromptScores } from "./score-target.ts";
import type { PromptResult } from "./scorecard.ts";

/** What the result of one prompt is made of besides its answers. */
export interface PromptGrounds extends PromptScores {
  readonly meanings: RunMeanings;
  readonly rates: TargetRates;
}

/** Sums up how one target did on one prompt, over all its timed rounds. */
export function summarizePrompt(
  prompt: Prompt,
  timed: readonly Sample[],
  { facets, checks, people, judge, meanings, rates }: PromptGrounds,
): PromptResult {
  const samples = timed.filter((sample) => sample.status === "ok");
  const first = samples[0];
  const error = timed.find((sample) => sample.error !== undefined)?.error;
  return {
    prompt: prompt.id,
    ...(prompt.task !== undefined && { task: prompt.task }),
    values: valuesOf(samples, rates),
    answers: samples.filter((sample) => !isEmpty(sample)).length,
    ...(facets !== undefined && {
      facets: { found: facets.found, expected: facets.expected, missed: facets.missed },
    }),
    ...(people !== undefined && { people }),
    ...(judge !== undefined && { judge }),
    ...(checks !== undefined && { checks: withoutPrompt(checks) }),
    ...(first !== undefined && { text: first.text, ...closenessOf(prompt, first.text, meanings) }),
    flags: [
      ...(samples.some(isCapped) ? (["capped"] as const) : []),
      ...(samples.some(isEmpty) ? (["empty"] as const) : []),
      ...(samples.length < timed.length ? (["failed"] as const) : []),
    ],
    ...(error !== undefined && { error }),
  };
}

function withoutPrompt({ prompt: _, ...checks }: PromptChecks): PromptResult["checks"] {
  return checks;
}

/** What a reader needs to score the answer again; nothing where the prompt has no facet by meaning. */
function closenessOf(
  { id, facets = [] }: Prompt,
  text: string,
  { closeness, unscored }: RunMeanings,
): Pick<PromptResult, "closeness"> {
  const meanings = unscored.has(id) ? [] : listMeanings(facets);
  if (meanings.length === 0) return {};
  const pairs = pairUp(listParts(text), meanings);
  return { closeness: pairs.map((pair) => ({ ...pair, value: closeness(pair.means, pair.part) ?? 0 })) };
}

/** The answer ended at the token limit: what it says may be cut short. */
export function isCapped(sample: Sample): boolean {
  return sample.finishReason === "length";
}

/** The answer holds nothing but white space. */
export function isEmpty(sample: Sample): boolean {
  return sample.text.trim() === "";
}

/** The token limit ended the answer before it had begun: all there is are thoughts. */
export function isCutThinking(sample: Sample): boolean {
  return isEmpty(sample) && isCapped(sample) && sample.reasoning !== undefined;
}

/** One value per round of each request metric; the many gaps between tokens stay in the journal. */
function valuesOf(samples: readonly Sample[], rates: TargetRates): PromptResult["values"] {
  const values: Partial<Record<MetricId, readonly number[]>> = {};
  for (const metric of METRICS) {
    if (metric.type !== "request" || "pooled" in metric) continue;
    const ofMetric = samples.flatMap((sample) => metric.values(sample, rates));
    if (ofMetric.length > 0) values[metric.id] = ofMetric;
  }
  return values;
}
