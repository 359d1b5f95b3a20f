import type { JournalEntry, Plan, RunEnd } from "../../core/run.ts";
import type { Sample } from "../../core/sample.ts";
import { mean } from "../../stats/centre.ts";

/** How far a run went that was to end once it was decided. */
export interface RunLooks {
  /** The level that holds for all findings together, over all looks. */
  readonly level: number;
  /** Looks that were taken. */
  readonly taken: number;
  /** Prompts that were measured, and those of the whole plan. */
  readonly prompts: number;
  readonly plannedPrompts: number;
  /** Why it ended; absent where it has not. */
  readonly ends?: RunEnd | undefined;
  /** Requests of the whole plan that were not made. */
  readonly savedRequests: number;
  /** How long they would about have taken, by the mean time of those that each target answered; absent where one answered none. */
  readonly savedMs?: number | undefined;
}

/** Sums up the looks at a run; undefined for a plan that is measured as a whole. */
export function summarizeLooks(plan: Plan, entries: readonly JournalEntry[]): RunLooks | undefined {
  if (plan.untilDecided === undefined) return undefined;
  const looks = entries.filter((entry) => entry.type === "look");
  const timed = entries.filter((entry) => entry.type === "sample").filter(({ phase }) => phase === "timed");
  const ends = looks.at(-1)?.ends;
  const whole = plan.prompts.prompts.length * plan.rounds;
  const savings = plan.targets.map(({ id }) =>
    savingOf(
      timed.filter(({ target }) => target === id),
      whole,
    ),
  );
  const savedMs = savings.reduce<number | undefined>(
    (sum, { ms }) => (sum === undefined || ms === undefined ? undefined : sum + ms),
    0,
  );
  return {
    level: plan.untilDecided.level,
    taken: looks.length,
    prompts: new Set(timed.map(({ prompt }) => prompt)).size,
    plannedPrompts: plan.prompts.prompts.length,
    ...(ends !== undefined && { ends }),
    savedRequests: savings.reduce((sum, { requests }) => sum + requests, 0),
    ...(savedMs !== undefined && { savedMs }),
  };
}

function savingOf(timed: readonly Sample[], whole: number): { readonly requests: number; readonly ms?: number } {
  const requests = whole - timed.length;
  const times = timed.filter(({ status }) => status === "ok").map(({ timeline }) => timeline.endMs - timeline.sentMs);
  if (requests === 0) return { requests, ms: 0 };
  return times.length === 0 ? { requests } : { requests, ms: requests * mean(times) };
}
