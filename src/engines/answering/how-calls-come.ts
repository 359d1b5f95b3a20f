import type { ChatRequest } from "../../core/chat-model.ts";
import type { AnswerReaderOptions } from "../../dialect/answer-reader-options.ts";

/** A demanded format may be JSON with a name of its own, so there only marks make a call. */
export function howCallsCome({ toolChoice, responseFormat }: ChatRequest): AnswerReaderOptions["calls"] {
  if (toolChoice === "required" || typeof toolChoice === "object") return "forced";
  return (responseFormat?.type ?? "text") === "text" ? "any" : "marked";
}
