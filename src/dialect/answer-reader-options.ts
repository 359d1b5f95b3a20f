import type { ToolDefinition } from "../core/chat-model.ts";
import type { AnswerForm } from "./answer-form.ts";

/** Facts that a reader is told about one answer. */
export interface AnswerReaderOptions {
  readonly form: AnswerForm;
  /** `open`: the prompt ends inside of the reasoning. */
  readonly thinking: "none" | "possible" | "open";
  /** Beginning of a call or part that the prompt has already written. */
  readonly begun?: string | undefined;
  /** The tools that may be called. */
  readonly tools: readonly ToolDefinition[];
  /** `forced`: the whole answer is one call; `marked`: a call has its marks; `any`: an answer that is bare JSON may be one too. */
  readonly calls: "forced" | "marked" | "any";
}
