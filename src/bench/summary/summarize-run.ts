import type { JournalEntry, Run, SessionEntry } from "../../core/run.ts";
import type { Warning } from "../../core/warning.ts";
import { endSentence } from "../../lib/end-sentence.ts";
import { createRunClock } from "./run-clock.ts";
import type { RunSummary } from "./scorecard.ts";
import { summarizeTarget } from "./summarize-target.ts";

/** Computes everything that a run shows from its plan and journal alone. */
export function summarizeRun(run: Run, entries: readonly JournalEntry[]): RunSummary {
  const sessions = entries.filter((entry) => entry.type === "session");
  const calibration = sessions.findLast((session) => session.calibration !== undefined)?.calibration;
  const end = entries.findLast((entry) => entry.type === "end" || entry.type === "session");
  const recorded = entries.filter((entry) => entry.type === "sample" && entry.phase === "timed").length;
  const timeOf = createRunClock(entries);
  const busy = describeBusyMachine(run);
  return {
    schema: 3,
    run,
    status: end?.type === "end" ? end.status : "running",
    scorecards: run.plan.targets.map((target) => summarizeTarget(target, { plan: run.plan, entries, timeOf })),
    ...(calibration !== undefined && { calibration }),
    planned: run.plan.targets.length * run.plan.prompts.prompts.length * run.plan.rounds,
    recorded,
    disturbances: busy === undefined ? [] : [busy],
    warnings: [
      ...(busy === undefined ? [] : [{ code: "measurement-disturbed", message: busy } as const]),
      ...warningsOf(sessions),
    ],
  };
}

/** A machine whose run queue is this full before we begin has other work to do. */
const BUSY_SHARE = 0.75;

function describeBusyMachine({ environment: { loadAverage, cpuCount } }: Run): string | undefined {
  if (loadAverage === undefined || loadAverage <= cpuCount * BUSY_SHARE) return undefined;
  return `the machine was already busy when the run began (load average ${loadAverage.toFixed(1)} on ${cpuCount} processors)`;
}

function warningsOf(sessions: readonly SessionEntry[]): Warning[] {
  const warnings: Warning[] = [];
  if (sessions.length > 1) {
    warnings.push({
      code: "notice",
      message: `The run was interrupted and resumed: it was measured in ${sessions.length} sessions.`,
    });
  }
  const unmeasured = sessions.findLast(({ calibrationError }) => calibrationError !== undefined)?.calibrationError;
  if (unmeasured !== undefined) {
    warnings.push({
      code: "notice",
      message: endSentence(`The harness itself could not be measured: ${unmeasured.message}`),
    });
  }
  return warnings;
}
