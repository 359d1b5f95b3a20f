import type { RequestMetric } from "../../core/metric.ts";
import type { TargetRates } from "../../core/rates.ts";
import type { Sample } from "../../core/sample.ts";

/** Values that belong together: all of one prompt, or of one request where there is a single prompt. */
export interface Cluster {
  readonly of: "prompts" | "requests";
  readonly values: readonly number[];
}

/**
 * Groups a metric's values into what is independent.
 *
 * Over several prompts that is the prompt, since at temperature 0 its rounds repeat one answer; with a single prompt it
 * is the request. Requests without a value are left out.
 */
export function clusterValues(metric: RequestMetric, samples: readonly Sample[], rates?: TargetRates): Cluster[] {
  const prompts = new Set(samples.map((sample) => sample.prompt)).size;
  const groups = new Map<string, number[]>();
  for (const sample of samples) {
    const key = prompts > 1 ? sample.prompt : sample.cell;
    const values = groups.get(key) ?? [];
    for (const value of metric.values(sample, rates)) values.push(value);
    groups.set(key, values);
  }
  const of = prompts > 1 ? "prompts" : "requests";
  return [...groups.values()].filter((values) => values.length > 0).map((values) => ({ of, values }));
}
