import type { ChatRequest } from "../../core/chat-model.ts";
import { contextExceeded } from "../../core/context-exceeded.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Refuses messages that cannot fit the context, before any work is done on them. */
export type PromptBound = (request: Pick<ChatRequest, "messages" | "prompt">) => void;

/**
 * Creates the bound of a model's prompts.
 *
 * No token spells more characters than the longest one, so a text has at least its length over that many tokens. A
 * million characters take a second to tokenise, in which nobody else gets a token.
 */
export function createPromptBound(vocabulary: Pick<Vocabulary, "longestToken">, contextTokens: number): PromptBound {
  return ({ messages, prompt }) => {
    const raw = typeof prompt?.text === "string" ? prompt.text.length + (prompt.suffix?.length ?? 0) : 0;
    const characters = messages.reduce((sum, { content }) => sum + content.length, raw);
    // The longest token is looked for only where it matters: that takes 20 ms.
    if (characters <= contextTokens || characters <= contextTokens * vocabulary.longestToken()) return;
    throw contextExceeded(
      contextTokens,
      `more: they have ${characters} characters, and no ${contextTokens} tokens of this model spell that many`,
    );
  };
}
