import type { Progress } from "../../bench/progress.ts";
import type { Looking } from "../../bench/run/run-plan.ts";
import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { summarizeRun } from "../../bench/summary/summarize-run.ts";
import type { JournalEntry, LookEntry, Run, RunEnd } from "../../core/run.ts";
import type { Look } from "../../selection/looks/judge-look.ts";

/** The most that may be measured of a run in one session. */
export interface RunBudget {
  readonly mostMs?: number | undefined;
  readonly mostPrompts?: number | undefined;
}

export interface LookAtRunOptions {
  readonly run: Run;
  /** All that is journalled, which grows. */
  readonly entries: readonly JournalEntry[];
  readonly append: (entry: JournalEntry) => Promise<void>;
  readonly budget: RunBudget;
  readonly now: () => number;
  /** Scores what has been answered since the last look. */
  readonly score: () => Promise<unknown>;
  readonly judge: (summary: RunSummary) => Look;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** The latest look of a journal. */
function lastLook(entries: readonly JournalEntry[]): LookEntry | undefined {
  return entries.findLast((entry) => entry.type === "look");
}

/** Whether a journal's run has come to its own end, so that a later session adds nothing to it. */
export function isDecided(entries: readonly JournalEntry[]): boolean {
  const ends = lastLook(entries)?.ends;
  return ends === "decided" || ends === "no-help";
}

/** Looks at a run at the end of each stage, journals what is seen, and ends the run when more prompts would be in vain. */
export function createLooking(options: LookAtRunOptions): Looking {
  const { run, entries, append, budget, now, onProgress } = options;
  const startedMs = now();
  const isSpent = () => budget.mostMs !== undefined && now() - startedMs >= budget.mostMs;
  return {
    mostPrompts: budget.mostPrompts,
    isSpent,
    async look(prompts, looksLeft) {
      const last = lastLook(entries);
      const measured = countMeasured(entries);
      // An earlier session has looked at as many; what it saw stands.
      if (Math.min(prompts, measured.prompts) <= (last?.prompts ?? 0) && !isSpent()) return "go-on";
      await options.score();
      const seen = options.judge(summarizeRun(run, entries));
      const number = (last?.number ?? 0) + 1;
      const ends: RunEnd | undefined =
        seen.ends ?? (isSpent() ? "time" : looksLeft > 1 ? undefined : endOf(run, prompts));
      const look: LookEntry = {
        type: "look",
        number,
        of: number + looksLeft - 1,
        ...measured,
        state: seen.state,
        ...(ends !== undefined && { ends }),
      };
      await append(look);
      onProgress?.({ type: "look", look });
      return ends === undefined ? "go-on" : "end";
    },
  };
}

function endOf({ plan }: Run, prompts: number): RunEnd {
  return prompts < plan.prompts.prompts.length ? "prompts" : "all";
}

function countMeasured(entries: readonly JournalEntry[]): Pick<LookEntry, "prompts" | "requests"> {
  const timed = entries.filter((entry) => entry.type === "sample").filter(({ phase }) => phase === "timed");
  return {
    prompts: new Set(timed.map(({ prompt }) => prompt)).size,
    requests: new Set(timed.map(({ cell }) => cell)).size,
  };
}
