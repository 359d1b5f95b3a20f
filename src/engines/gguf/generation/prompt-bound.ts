import type { LlamaModel } from "node-llama-cpp";
import type { ChatRequest } from "../../../core/chat-model.ts";
import { contextExceeded } from "../../../core/context-exceeded.ts";

/** Refuses messages that cannot fit the context, before any work is done on them. */
export type PromptBound = (request: Pick<ChatRequest, "messages" | "prompt">) => void;

/**
 * Creates the bound of a model's prompts.
 *
 * No token spells more characters than the longest one, so a text has at least its length over that many tokens. A
 * million characters take a second to tokenise, in which nobody else gets a token.
 */
export function createPromptBound(model: LlamaModel, contextTokens: number): PromptBound {
  const mostCharacters = contextTokens * longestToken(model);
  return ({ messages, prompt }) => {
    const raw = typeof prompt?.text === "string" ? prompt.text.length + (prompt.suffix?.length ?? 0) : 0;
    const characters = messages.reduce((sum, { content }) => sum + content.length, raw);
    if (characters <= mostCharacters) return;
    throw contextExceeded(contextTokens, `more tokens: ${characters} characters, more than so many tokens spell`);
  };
}

/** Vocabularies are spelled with a character or more per byte, so this is never too short. Infinite where the file does not list its tokens. */
function longestToken(model: LlamaModel): number {
  const tokens: unknown = model.fileInfo.metadata.tokenizer?.ggml?.tokens;
  if (!Array.isArray(tokens)) return Number.POSITIVE_INFINITY;
  return tokens.reduce<number>((most, token) => Math.max(most, String(token).length), 1);
}
