import * as z from "zod";
import type { RunStore } from "../../../core/run-store.ts";
import type { Slots } from "../../../lib/slots.ts";
import { isRunId, LATEST } from "../../../store/run-id.ts";
import type { BenchRunner } from "../../../workbench/bench/create-bench-runner.ts";
import type { ReportThread } from "../../../workbench/run-jobs/create-report-thread.ts";

/** The recorded runs of the project that is served. */
export interface RunsContext {
  readonly store: RunStore;
  readonly reports: ReportThread;
  readonly runner: BenchRunner;
  /** The file of scores is locked while it is written: several people take turns. */
  readonly turns: Slots;
}

/** The id of a run; a path, which the store would take too, is none. */
export const runId = z
  .string()
  .max(100)
  .refine((id) => id === LATEST || isRunId(id), "the id of a run, or latest");
