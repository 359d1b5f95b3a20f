import { ttft } from "../bench/metrics/latency.ts";
import { decodeRate } from "../bench/metrics/pace.ts";
import type { RequestMetric } from "../core/metric.ts";
import type { Prompt } from "../core/prompt.ts";
import type { Sample } from "../core/sample.ts";
import { scoreAnswer } from "../quality/facets/score-answer.ts";
import { quantile } from "../stats/quantile.ts";
import type { RuntimeReading } from "./reading.ts";
import type { RuntimeResult, Speed, Spread } from "./same-result.ts";

/** Counts the facets that a runtime's answers state. Prompts with facets by meaning, which only an embedding model finds, are left out. */
export function countFacets(prompts: readonly Prompt[], reading: RuntimeReading): RuntimeResult["facets"] {
  const scores = reading.prompts.flatMap(({ prompt, answer }) => {
    const facets = prompts.find(({ id }) => id === prompt)?.facets ?? [];
    return facets.length === 0 || JSON.stringify(facets).includes('"means":') ? [] : [scoreAnswer(facets, answer.text)];
  });
  if (scores.length === 0) return undefined;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return { found: sum(scores.map(({ found }) => found)), expected: sum(scores.map(({ total }) => total)) };
}

/** Sums up the timed requests of one runtime; undefined where none was answered. */
export function summarizeSpeed(samples: readonly Sample[]): Speed | undefined {
  const answered = samples.filter(({ phase, status }) => phase === "timed" && status === "ok");
  if (answered.length === 0) return undefined;
  return { ttftMs: spreadOf(ttft, answered), tokensPerSecond: spreadOf(decodeRate, answered) };
}

function spreadOf(metric: Pick<RequestMetric, "values">, samples: readonly Sample[]): Spread | undefined {
  const values = samples.flatMap((sample) => metric.values(sample));
  if (values.length === 0) return undefined;
  return {
    n: values.length,
    median: quantile(values, 0.5),
    low: quantile(values, 0.25),
    high: quantile(values, 0.75),
  };
}
