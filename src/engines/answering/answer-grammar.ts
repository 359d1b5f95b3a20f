import type { ChatRequest } from "../../core/chat-model.ts";
import type { Warning } from "../../core/warning.ts";
import type { GrammarState } from "../generation/grammar-state.ts";

/** The parts of a request that demand a form of the answer. */
export type ConstrainedRequest = Pick<ChatRequest, "responseFormat" | "tools" | "toolChoice">;

/** The grammar of one request. */
export interface AnswerGrammar {
  /** Begins an answer. */
  begin(): GrammarState;
  /** Paths of the request's schemas that it does not hold: the answer is checked by them once it is there. */
  readonly checked: readonly string[];
  /** Says before the answer what is not held while it is written. */
  readonly warnings: readonly Warning[];
}

/** Gives the grammar that a request's answer must follow; undefined when the answer is free. @throws AssayError for what it cannot hold */
export type GrammarSource = (request: ConstrainedRequest) => AnswerGrammar | undefined;
