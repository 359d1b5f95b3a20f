// Everything that programs import from "assay".
export type { RunSummary, Scorecard } from "./bench/summary/scorecard.ts";
export type { ChatEvent, FinishEvent, FinishReason, TokenLogprob } from "./core/chat-event.ts";
export type { ChatMessage, ChatOptions, ChatRequest, ToolCall, ToolDefinition } from "./core/chat-model.ts";
export type { Check, CheckType } from "./core/check.ts";
export { AssayError, type ErrorCode } from "./core/errors.ts";
export type { Estimate } from "./core/estimate.ts";
export type { Facet, FacetPhrase, Fact, Meaning, Prompt } from "./core/prompt.ts";
export type { Sample } from "./core/sample.ts";
export type { Usage } from "./core/usage.ts";
export { type BenchOptions, bench, type MeasuredRun } from "./library/bench.ts";
export { load, type Model, type ModelOptions } from "./library/load.ts";
export { type RecommendOptions, recommend } from "./library/recommend.ts";
export { REPORT_FORMS, type ReportForm, renderReport } from "./report/render-report.ts";
export type { Recommendation, Verdict } from "./selection/recommendation.ts";
export type { Answer } from "./workbench/model/ask-model.ts";
export { type BareWorkspace, readWorkspace, type Workspace } from "./workbench/workspace.ts";
