import type { RunSummary, Scorecard } from "../bench/summary/scorecard.ts";
import type { Prompt } from "../core/prompt.ts";
import { LEAST_VALUES } from "../stats/least-values.ts";
import { shareInterval } from "../stats/share-interval.ts";
import { withoutTwins } from "./check-twins.ts";
import { promptQuality } from "./quality-of.ts";

/** What is asked of a model before it is said to do a task. */
export interface TaskDemand {
  /** The interval of its quality must not reach below it, 0 to 1. */
  readonly floor: number;
  /** Prompts of the task that it must have answered. */
  readonly leastPrompts: number;
}

/** What a run says of one target and one task. */
export interface TaskFinding {
  readonly target: string;
  readonly task: string;
  /** `carried`: the interval lies above the floor; `below`: it lies under it; `open`: the evidence says neither. */
  readonly state: "carried" | "below" | "open";
  /** Prompts of the task that have a quality. */
  readonly n: number;
  /** Absent where no prompt has one. */
  readonly value?: number | undefined;
  /** Absent below 6 prompts. */
  readonly interval?: { readonly low: number; readonly high: number } | undefined;
  /** Level of the interval: all statements of a run hold together at 95 %. */
  readonly level: number;
  /** Why it is not carried; a clause. */
  readonly because?: string | undefined;
}

const LEVEL = 0.95;

/**
 * Judges which tasks each target of a run does, by the quality of its answers to the prompts of that task.
 *
 * Each interval is widened for the number of statements made (Bonferroni), so that the chance of any false one stays at 5 %.
 * What was measured a second time, for the A/A check, is no target of its own, and its statements would widen all others.
 */
export function judgeTasks(summary: RunSummary, demand: TaskDemand): readonly TaskFinding[] {
  const { run, scorecards } = withoutTwins(summary);
  const scored = run.plan.prompts.prompts.filter(({ facets = [] }) => facets.length > 0);
  const byTask = [...Map.groupBy(scored, ({ task }) => task)].flatMap(([task, prompts]) =>
    task === undefined ? [] : [{ task, prompts }],
  );
  const statements = Math.max(1, byTask.length * scorecards.length);
  const level = 1 - (1 - LEVEL) / statements;
  return scorecards.flatMap((card) => byTask.map((ofTask) => judgeTask(card, ofTask, { ...demand, level })));
}

function judgeTask(
  card: Scorecard,
  { task, prompts }: { readonly task: string; readonly prompts: readonly Prompt[] },
  { floor, leastPrompts, level }: TaskDemand & { readonly level: number },
): TaskFinding {
  const asked = new Set(prompts.map(({ id }) => id));
  const answered = card.prompts.flatMap((result) => {
    const quality =
      asked.has(result.prompt) && !result.flags.includes("failed") ? promptQuality(result, "facets") : undefined;
    return quality ?? [];
  });
  const n = answered.length;
  const expected = answered.reduce((sum, one) => sum + one.expected, 0);
  const value = expected === 0 ? undefined : answered.reduce((sum, one) => sum + one.found, 0) / expected;
  const interval = n === 0 ? undefined : shareInterval(answered, level);
  const base = { target: card.target.id, task, n, value, interval, level };
  const open = (because: string) => ({ ...base, state: "open", because }) as const;
  if (n < prompts.length) return open(`${prompts.length - n} of its ${prompts.length} prompts have no scored answer`);
  const needed = Math.max(leastPrompts, LEAST_VALUES);
  if (n < needed || interval === undefined) return open(`${n} prompts are too few: it takes ${needed}`);
  if (interval.low >= floor) return { ...base, state: "carried" };
  if (interval.high < floor) return { ...base, state: "below", because: "the whole interval lies below the floor" };
  return open("its interval reaches below the floor");
}
