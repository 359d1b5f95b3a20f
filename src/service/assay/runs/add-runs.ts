import { createSlots } from "../../../lib/slots.ts";
import { createRunStore } from "../../../store/create-run-store.ts";
import { readAvailableMemory } from "../../../system/available-memory.ts";
import { runStateSchema } from "../../../wire/assay/run-events.ts";
import { createBenchRunner } from "../../../workbench/bench/create-bench-runner.ts";
import { spawnBench } from "../../../workbench/bench/spawn-bench.ts";
import { freeIdle } from "../../../workbench/model-host/free-idle.ts";
import { constraintsOf } from "../../../workbench/report/constraint-settings.ts";
import { createReportThread } from "../../../workbench/run-jobs/create-report-thread.ts";
import { runsFolderOf } from "../../../workbench/runs-folder.ts";
import type { App, AppContext } from "../../app/app-context.ts";
import { addCompareRuns } from "./compare-runs.ts";
import { addListRuns } from "./list-runs.ts";
import { addPairs } from "./pairs.ts";
import { addRatings } from "./ratings.ts";
import { addRemoveRun } from "./remove-run.ts";
import { addResumeRun } from "./resume-run.ts";
import { addRunEvents } from "./run-events.ts";
import { addRunFile, addRunPicture, addRunReport } from "./run-report.ts";
import type { RunsContext } from "./runs-context.ts";
import { addStartRun } from "./start-run.ts";
import { addStopRun } from "./stop-run.ts";

/** The routes of recorded runs. */
export function addRuns(app: App, appContext: AppContext, isStopping: () => boolean): void {
  const { workspace, clock, host } = appContext;
  const directory = runsFolderOf(workspace);
  const reports = createReportThread({ directory, settings: constraintsOf(workspace.settings) }, clock);
  const runner = createBenchRunner({
    spawn: (onMessage) => spawnBench(workspace.env, onMessage),
    clock,
    isStopping,
    makeRoom: (needBytes) => freeIdle(host.pool, needBytes, readAvailableMemory),
    readState: async (id) => runStateSchema.parse(JSON.parse(await reports.ask({ type: "state", id }))),
  });
  const context: RunsContext = { store: createRunStore({ directory }), reports, runner, turns: createSlots(1) };
  app.addHook("onClose", async () => {
    await runner[Symbol.asyncDispose]();
    await reports[Symbol.asyncDispose]();
  });
  addListRuns(app, context);
  addRunReport(app, context);
  addRunPicture(app, context);
  addRunFile(app, context);
  addRemoveRun(app, context);
  addCompareRuns(app, context);
  addStartRun(app, appContext, context);
  addResumeRun(app, appContext, context);
  addStopRun(app, context);
  addRunEvents(app, context);
  addRatings(app, appContext, context);
  addPairs(app, appContext, context);
}
