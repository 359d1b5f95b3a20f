import type { Sample } from "../../core/sample.ts";

/** The figures of a target's requests that the workshop's rows need and a summary lacks. */
export interface OutputRates {
  /** Mean over requests of output tokens / latency; absent when a count is unknown. */
  readonly outputTokensPerSecond?: number | undefined;
  /** The same with the prompt's tokens counted too, as the workshop's own script does. */
  readonly totalTokensPerSecond?: number | undefined;
  /** The answer of the last timed request. */
  readonly text: string;
}

/** Reads the workshop's rates of every target that answered. Takes one pass and holds no sample. */
export async function outputRates(
  samples: Iterable<Sample> | AsyncIterable<Sample>,
): Promise<ReadonlyMap<string, OutputRates>> {
  const sums = new Map<string, { n: number; output: number; total: number; text: string }>();
  for await (const { status, phase, target, text, usage, timeline } of samples) {
    if (status !== "ok" || phase !== "timed") continue;
    const seconds = (timeline.endMs - timeline.sentMs) / 1000;
    const sum = sums.get(target) ?? { n: 0, output: 0, total: 0, text };
    // An unknown count makes the sum, and so the mean, unknown.
    const output = usage.completionTokens ?? Number.NaN;
    sum.n += 1;
    sum.output += output / seconds;
    sum.total += (output + (usage.promptTokens ?? Number.NaN)) / seconds;
    sum.text = text;
    sums.set(target, sum);
  }
  const mean = (sum: number, n: number) => (Number.isFinite(sum) ? sum / n : undefined);
  return new Map(
    [...sums].map(([target, { n, output, total, text }]) => [
      target,
      { outputTokensPerSecond: mean(output, n), totalTokensPerSecond: mean(total, n), text },
    ]),
  );
}
