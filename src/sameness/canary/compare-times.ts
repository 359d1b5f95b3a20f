import { mean } from "../../stats/centre.ts";
import { LEAST_VALUES } from "../../stats/least-values.ts";
import { quantile } from "../../stats/quantile.ts";
import { studentCritical } from "../../stats/student-t.ts";

/** Times of whole answers in ms, by prompt: one per round, of two passes that were made one after the other. */
export type PassTimes = readonly Readonly<Record<string, readonly number[]>>[];

export interface TimedSession {
  readonly passes: PassTimes;
  /** Why no time of it can be trusted, a clause; absent where the machine was quiet. */
  readonly busy?: string | undefined;
}

/** How much longer or shorter the same answers take than they did. */
export interface TimeChange {
  /** Now over before: 1.2 takes 20 % longer. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Prompts that were answered alike, and so can be compared. */
  readonly n: number;
  /** What equal sessions differ by: the larger ratio between the two passes of one session, and `LEAST_NOISE` at least. */
  readonly noise: number;
  readonly moved: "slower" | "faster" | "no";
}

export type TimeFinding = TimeChange | { readonly because: string };

/** Sessions a while apart differ by as much with nothing changed: clocks of processors, memory that lies elsewhere. */
const LEAST_NOISE = 1.1;
const LEVEL = 0.95;

/**
 * Compares the times of two sessions, prompt by prompt, over those that were answered alike. A move is one whose whole interval
 * lies beyond the noise.
 */
export function compareTimes(before: TimedSession, now: TimedSession, alike: ReadonlySet<string>): TimeFinding {
  if (before.busy !== undefined) return { because: `when it was recorded, ${before.busy}` };
  if (now.busy !== undefined) return { because: now.busy };
  const [was, is] = [medians(before.passes), medians(now.passes)];
  const logs = [...was].flatMap(([prompt, ms]) => {
    const other = is.get(prompt);
    return other === undefined || !alike.has(prompt) ? [] : [Math.log(other / ms)];
  });
  const n = logs.length;
  if (n < LEAST_VALUES)
    return { because: `${n} prompts were answered alike, and it takes ${LEAST_VALUES} to compare times` };
  const middle = mean(logs);
  const variance = logs.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (n - 1);
  const margin = studentCritical(LEVEL, n - 1) * Math.sqrt(variance / n);
  const noise = Math.max(LEAST_NOISE, noiseOf(before.passes), noiseOf(now.passes));
  const [low, high] = [middle - margin, middle + margin];
  const bound = Math.log(noise);
  const moved = low > bound ? "slower" : high < -bound ? "faster" : "no";
  return { ratio: Math.exp(middle), low: Math.exp(low), high: Math.exp(high), n, noise, moved };
}

/** The ratio between the passes of one session, in which nothing changed. */
function noiseOf(passes: PassTimes): number {
  const [first, second] = passes.map((pass) => medians([pass]));
  if (first === undefined || second === undefined) return 1;
  const logs = [...first].flatMap(([prompt, ms]) => {
    const other = second.get(prompt);
    return other === undefined ? [] : [Math.log(other / ms)];
  });
  return logs.length === 0 ? 1 : Math.exp(Math.abs(mean(logs)));
}

function medians(passes: PassTimes): ReadonlyMap<string, number> {
  const times = Map.groupBy(
    passes.flatMap((pass) => Object.entries(pass)),
    ([prompt]) => prompt,
  );
  return new Map(
    [...times].flatMap(([prompt, rounds]) => {
      const values = rounds.flatMap(([, ms]) => ms).filter((ms) => ms > 0);
      return values.length === 0 ? [] : [[prompt, quantile(values, 0.5)] as const];
    }),
  );
}
