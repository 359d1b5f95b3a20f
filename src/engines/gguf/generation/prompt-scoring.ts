import type { ChatEvent } from "../../../core/chat-event.ts";
import type { Token, Vocabulary } from "../llama/vocabulary.ts";
import { toTokenLogprob } from "./to-token-logprob.ts";
import { describeScores, type PickedToken, type TokenPicker } from "./token-picker.ts";

/** A prompt whose own tokens are scored on the way. */
export interface PromptScoring {
  /** Where the computing begins: of the first token nothing can be said. */
  readonly begin: readonly Token[];
  /** Tokens that are taken, not chosen, before the answer begins. */
  readonly known: number;
  picker(inner: TokenPicker): TokenPicker;
  /** Whether a token was the prompt's; the last of them sends the whole prompt. */
  take(picked: PickedToken): boolean;
}

export interface PromptScoringOptions {
  readonly vocabulary: Vocabulary;
  readonly prompt: readonly Token[];
  readonly text: string;
  /** Number of likeliest tokens to report with each. */
  readonly top: number;
  readonly emit: (event: ChatEvent) => void;
}

/**
 * Creates the scoring of a prompt that is asked back with its log-probabilities.
 *
 * The prompt is generated token by token, with each choice made beforehand. That is as slow as an answer of its length, and
 * needs no room for the scores of many tokens at once.
 */
export function createPromptScoring({ vocabulary, prompt, text, top, emit }: PromptScoringOptions): PromptScoring {
  const [first, ...rest] = prompt;
  const begin = first === undefined ? [] : [first];
  const logprobs = begin.map((token) => toTokenLogprob(vocabulary, { token }));
  let chosen = 0;
  let taken = 0;
  const send = () => emit({ type: "text-delta", text, tokens: 0, logprobs });
  if (rest.length === 0) send();

  return {
    begin,
    known: rest.length,
    picker: (inner) => ({
      pick(logits) {
        const token = rest[chosen++];
        return token === undefined
          ? inner.pick(logits)
          : { token, isGiven: true, ...describeScores(logits, top)(token) };
      },
      close: () => inner.close(),
    }),
    take(picked) {
      if (taken === rest.length) return false;
      logprobs.push(toTokenLogprob(vocabulary, picked));
      if (++taken === rest.length) send();
      return true;
    },
  };
}
