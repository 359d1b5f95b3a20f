import { watchLoopDelay } from "../../bench/probe/watch-loop-delay.ts";
import type { Progress } from "../../bench/progress.ts";
import { runPlan } from "../../bench/run/run-plan.ts";
import type { JournalEntry, Plan } from "../../core/run.ts";
import type { Speed } from "../../sameness/same-result.ts";
import { summarizeSpeed } from "../../sameness/summarize.ts";
import { createTargetLoader, type TargetLoaderContext } from "../bench/create-target-loader.ts";
import { fitTogether } from "../bench/fit-together.ts";

export interface SpeedOptions extends TargetLoaderContext {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Lets all targets of a plan answer in turns, so that drift hits them alike, and sums up their speed by target. */
export async function measureSpeed(plan: Plan, options: SpeedOptions): Promise<ReadonlyMap<string, Speed>> {
  const entries: JournalEntry[] = [];
  using loopDelay = watchLoopDelay();
  await runPlan({
    plan,
    loadTarget: createTargetLoader(options),
    append: async (entry) => {
      entries.push(entry);
    },
    recorded: new Set(),
    clock: options.workspace.clock,
    signal: options.signal,
    onProgress: options.onProgress,
    fitTogether: await fitTogether(plan),
    loopDelay,
  });
  const samples = entries.filter((entry) => entry.type === "sample");
  const speeds = plan.targets.flatMap(({ id }) => {
    const speed = summarizeSpeed(samples.filter(({ target }) => target === id));
    return speed === undefined ? [] : [[id, speed] as const];
  });
  return new Map(speeds);
}
