import type { ChatEvent, TokenLogprob } from "../../core/chat-event.ts";
import { toTokenLogprob } from "./to-token-logprob.ts";
import { describeScores } from "./token-picker.ts";
import type { Token, Vocabulary } from "./vocabulary.ts";

export interface PromptScoringOptions {
  readonly vocabulary: Vocabulary;
  readonly prompt: readonly Token[];
  readonly text: string;
  /** Number of likeliest tokens to report with each. */
  readonly top: number;
  readonly emit: (event: ChatEvent) => void;
}

/**
 * Creates the reader of the scores of a prompt that is asked back with its log-probabilities. The last of them sends the
 * whole prompt; of its first token nothing can be said.
 */
export function createPromptScoring({ vocabulary, prompt, text, top, emit }: PromptScoringOptions) {
  const logprobs: TokenLogprob[] = prompt.slice(0, 1).map((token) => toTokenLogprob(vocabulary, { token }));
  const sendWhole = () => {
    if (logprobs.length >= prompt.length) emit({ type: "text-delta", text, tokens: 0, logprobs });
  };
  sendWhole();
  return (scores: Float32Array, index: number): void => {
    const token = prompt[index];
    // A step that was undone for want of room comes again.
    if (token === undefined || index < logprobs.length) return;
    logprobs.push(toTokenLogprob(vocabulary, { token, ...describeScores(scores, top)(token) }));
    sendWhole();
  };
}
