import { median } from "../../stats/centre.ts";
import { groupedOutliers } from "../../stats/outliers.ts";

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

/** Less than this off is of no consequence, however still the others stand. */
const LEAST_DISTANCE = 0.1;

/** The indexes of requests whose latency is an outlier among those of their prompt: beyond 3.5 robust deviations, and at least 10 % off. */
export function latencyOutliers(requests: readonly PromptLatency[]): readonly number[] {
  if (requests.length === 0) return [];
  const relative = relativeLatency(requests);
  const logs = requests.map(({ e2eMs }) => Math.log(Math.max(e2eMs, Number.MIN_VALUE)));
  const found = groupedOutliers(
    logs,
    requests.map(({ prompt }) => prompt),
  );
  return (found ?? []).filter((index) => Math.abs((relative[index] ?? 1) - 1) >= LEAST_DISTANCE);
}
