import type { FinishReason, TokenLogprob } from "../core/chat-event.ts";
import type { ChatModel, RenderedPrompt } from "../core/chat-model.ts";
import type { ErrorRecord } from "../core/errors.ts";

/** Whatever answers as the model: a file in an engine, a server, a service, a page. */
export interface Runtime {
  readonly id: string;
  readonly chat: ChatModel;
}

/** Everything that was read of one runtime. */
export interface RuntimeReading {
  readonly runtime: string;
  /** In the order of the prompt set; fewer where it was stopped or failed. */
  readonly prompts: readonly PromptReading[];
  /** What the runtime did not tell or do, each once. */
  readonly notes: readonly string[];
  /** Why it answers nothing, or no more. */
  readonly error?: ErrorRecord | undefined;
}

/** One prompt as a runtime reads and answers it. */
export interface PromptReading {
  readonly prompt: string;
  /** Absent where the runtime does not show it. */
  readonly rendered?: RenderedPrompt | undefined;
  /** As the runtime counts them; absent where it does not. */
  readonly promptTokens?: number | undefined;
  readonly answer: ReadAnswer;
  /** The reference's answer, after the reference's prompt, as this runtime scores it; absent where it cannot. */
  readonly scored?: readonly ScoredToken[] | undefined;
}

export interface ReadAnswer {
  readonly text: string;
  /** Absent where the runtime gives no log-probabilities. */
  readonly tokens?: readonly ScoredToken[] | undefined;
  readonly finishReason: FinishReason;
}

/** A token in its place, with the likeliest ones for that place; a log-probability that is not known is absent. */
export interface ScoredToken {
  readonly token: string;
  readonly logprob?: number | undefined;
  readonly top: NonNullable<TokenLogprob["top"]>;
}

/** A number that was not computed, as the first token's of a text, travels as no number or as null. */
export function toScoredToken({ token, logprob, top = [] }: TokenLogprob): ScoredToken {
  return Number.isFinite(logprob) ? { token, logprob, top } : { token, top };
}
