import { createRunStore } from "../../../store/create-run-store.ts";
import { createReportThread } from "../../../workbench/report/create-report-thread.ts";
import { runsFolderOf } from "../../../workbench/runs-folder.ts";
import type { App, AppContext } from "../../app/app-context.ts";
import { addCompareRuns } from "./compare-runs.ts";
import { addListRuns } from "./list-runs.ts";
import { addRemoveRun } from "./remove-run.ts";
import { addRunFile, addRunReport } from "./run-report.ts";
import type { RunsContext } from "./runs-context.ts";

/** The routes of recorded runs. */
export function addRuns(app: App, { workspace, clock }: AppContext): void {
  const directory = runsFolderOf(workspace);
  const { settings } = workspace;
  const { maxMemoryBytes, memory, maxP95Ms, maxTtftMs, minQuality, maxFootprintBytes } = settings;
  const { minTokensPerSecond, licence } = settings;
  const limits = {
    maxMemoryBytes,
    memory,
    maxP95Ms,
    maxTtftMs,
    minQuality,
    maxFootprintBytes,
    minTokensPerSecond,
    licence,
  };
  const context: RunsContext = {
    store: createRunStore({ directory }),
    reports: createReportThread({ directory, settings: limits }, clock),
  };
  app.addHook("onClose", () => context.reports[Symbol.asyncDispose]());
  addListRuns(app, context);
  addRunReport(app, context);
  addRunFile(app, context);
  addRemoveRun(app, context);
  addCompareRuns(app, context);
}
