import { quantile } from "../../src/stats/quantile.ts";
import type { RunState } from "../../src/wire/assay/run-events.ts";

/** What is known of a target while it is measured: no interval, as no verdict is drawn from it yet. */
export interface LiveFigures {
  readonly target: string;
  readonly answered: number;
  readonly failed: number;
  readonly latencyMs: number | undefined;
  readonly ttftMs: number | undefined;
  readonly tokensPerSecond: number | undefined;
}

/** Medians of the requests so far, of each target. */
export function liveFigures({ targets, samples }: RunState): readonly LiveFigures[] {
  return targets.map((target) => {
    const own = samples.filter((sample) => sample.target === target);
    const good = own.filter(({ status }) => status === "ok");
    return {
      target,
      answered: good.length,
      failed: own.length - good.length,
      latencyMs: medianOf(good.map(({ e2eMs }) => e2eMs)),
      ttftMs: medianOf(good.map(({ ttftMs }) => ttftMs)),
      tokensPerSecond: medianOf(good.map(({ tokensPerSecond }) => tokensPerSecond)),
    };
  });
}

/** Fewer say nothing of how long the others take. */
const LEAST_SAMPLES = 3;

/** Time that the requests left will take, if each takes as long as those of its target did; loads come on top. */
export function timeLeft({ targets, samples, done, total }: RunState): number | undefined {
  if (samples.length < LEAST_SAMPLES || done >= total) return undefined;
  const all = samples.flatMap(({ e2eMs }) => e2eMs ?? []);
  const overall = meanOf(all);
  const each = total / targets.length;
  return targets
    .map((target) => {
      const own = samples.filter((sample) => sample.target === target);
      const left = Math.max(0, each - own.length);
      return left * (own.length === 0 ? overall : meanOf(own.flatMap(({ e2eMs }) => e2eMs ?? [])));
    })
    .reduce((sum, ms) => sum + ms, 0);
}

function medianOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.flatMap((value) => value ?? []);
  return known.length === 0 ? undefined : quantile(known, 0.5);
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
