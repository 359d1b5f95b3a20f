import type { LlamaModel } from "node-llama-cpp";
import type { ChatMessage } from "../../../core/chat-model.ts";
import { AssayError } from "../../../core/errors.ts";

/** Refuses messages that cannot fit the context, before any work is done on them. */
export type PromptBound = (messages: readonly ChatMessage[]) => void;

/**
 * Creates the bound of a model's prompts.
 *
 * No token spells more characters than the longest one, so a text has at least its length over that many tokens. A
 * million characters take a second to tokenise, in which nobody else gets a token.
 */
export function createPromptBound(model: LlamaModel, contextTokens: number): PromptBound {
  const mostCharacters = contextTokens * longestToken(model);
  return (messages) => {
    const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
    if (characters <= mostCharacters) return;
    throw new AssayError({
      code: "context-exceeded",
      message: `Cannot answer as the prompt must leave room in the context of ${contextTokens} tokens: it has ${characters} characters, more than so many tokens spell`,
      hint: "Shorten the prompt, or load the model with a longer context.",
    });
  };
}

/** Vocabularies are spelled with a character or more per byte, so this is never too short. Infinite where the file does not list its tokens. */
function longestToken(model: LlamaModel): number {
  const tokens: unknown = model.fileInfo.metadata.tokenizer?.ggml?.tokens;
  if (!Array.isArray(tokens)) return Number.POSITIVE_INFINITY;
  return tokens.reduce<number>((most, token) => Math.max(most, String(token).length), 1);
}
