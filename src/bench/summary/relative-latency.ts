import { median } from "../../stats/centre.ts";
import { outliers } from "../../stats/outliers.ts";

/** The latency of one timed request and its prompt. */
export interface PromptLatency {
  readonly prompt: string;
  readonly e2eMs: number;
}

/** The median latency of each prompt in ms. */
export function typicalLatency(requests: readonly PromptLatency[]): ReadonlyMap<string, number> {
  const byPrompt = Map.groupBy(requests, ({ prompt }) => prompt);
  return new Map([...byPrompt].map(([prompt, list]) => [prompt, median(list.map(({ e2eMs }) => e2eMs))]));
}

/** Each latency over the median of its prompt, so that requests for long and short answers can be compared: 1 is typical. */
export function relativeLatency(requests: readonly PromptLatency[]): number[] {
  const typical = typicalLatency(requests);
  return requests.map(({ prompt, e2eMs }) => e2eMs / (typical.get(prompt) || 1));
}

/** Less than this off is no outlier, however still the others stand: with three rounds, a third are exactly 1. */
const LEAST_DISTANCE = 0.1;

/** The indexes of relative latencies that are outliers: robust z beyond 3.5, and at least 10 % off. Empty when nothing can be told. */
export function latencyOutliers(relative: readonly number[]): readonly number[] {
  if (relative.length === 0) return [];
  return (outliers(relative) ?? []).filter((index) => Math.abs((relative[index] ?? 1) - 1) >= LEAST_DISTANCE);
}
