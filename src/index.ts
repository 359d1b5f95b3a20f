// What programs import from "assay": the use cases of the command line, and the contracts to add one's own parts.
// Single functions have sub-paths of their own, such as "assay/stats/quantile".
export { createPlan, type PlanOptions } from "./bench/create-plan.ts";
export type { Progress } from "./bench/progress.ts";
export { recordSample, type SampleRequest } from "./bench/record-sample.ts";
export { summarizeRun } from "./bench/summary/summarize-run.ts";
export type * from "./core/chat-event.ts";
export type * from "./core/chat-model.ts";
export type * from "./core/embedding-model.ts";
export type * from "./core/engine.ts";
export { AssayError, type ErrorCode, type ErrorRecord } from "./core/errors.ts";
export type * from "./core/metric.ts";
export type * from "./core/prompt.ts";
export type * from "./core/run.ts";
export type * from "./core/run-store.ts";
export type * from "./core/sample.ts";
export type * from "./core/scorecard.ts";
export type * from "./core/usage.ts";
export type * from "./core/warning.ts";
export { createRunStore } from "./store/create-run-store.ts";
export { planBench } from "./workbench/bench/plan-bench.ts";
export { planTargets } from "./workbench/bench/plan-targets.ts";
export { type BenchResult, type RunBenchOptions, runBench } from "./workbench/bench/run-bench.ts";
export { createEngines, type Engines } from "./workbench/create-engines.ts";
export { readRun } from "./workbench/report/read-run.ts";
export { REPORT_FORMS, type ReportForm, renderReport } from "./workbench/report/render-report.ts";
export { writeReports } from "./workbench/report/write-reports.ts";
export { resolveName } from "./workbench/resolve-name.ts";
export { readWorkspace, type Workspace } from "./workbench/workspace.ts";
