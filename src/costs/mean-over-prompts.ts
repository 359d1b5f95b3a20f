import type { Cluster } from "../bench/summary/cluster.ts";
import { estimateMean } from "../bench/summary/estimate-mean.ts";
import type { PromptResult, Scorecard } from "../bench/summary/scorecard.ts";
import type { Estimate } from "../core/estimate.ts";

/**
 * The mean of a figure with its interval over prompts, or over requests where there is a single prompt; absent where no
 * request has the figure.
 */
export function meanOverPrompts(
  { prompts }: Scorecard,
  read: (prompt: PromptResult) => readonly number[] | undefined,
): Estimate | undefined {
  const lists = prompts.map((prompt) => read(prompt) ?? []).filter((values) => values.length > 0);
  const [first] = lists;
  if (first === undefined) return undefined;
  const clusters: Cluster[] =
    prompts.length > 1
      ? lists.map((values) => ({ of: "prompts", values }))
      : first.map((value) => ({ of: "requests", values: [value] }));
  return estimateMean(clusters);
}

/** The same estimate in another unit. */
export function scaleEstimate(estimate: Estimate, factor: number): Estimate {
  const { value, low, high } = estimate;
  return {
    ...estimate,
    value: value * factor,
    ...(low !== undefined && { low: low * factor }),
    ...(high !== undefined && { high: high * factor }),
  };
}
