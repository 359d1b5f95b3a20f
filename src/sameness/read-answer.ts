import type { TokenLogprob } from "../core/chat-event.ts";
import type { ChatModel, ChatRequest } from "../core/chat-model.ts";
import { AssayError } from "../core/errors.ts";
import type { Usage } from "../core/usage.ts";
import { type ReadAnswer, toScoredToken } from "./reading.ts";

/** Likeliest tokens to ask for at each place: the most that OpenAI's protocol gives. */
export const TOP_TOKENS = 20;

export interface CollectedAnswer extends ReadAnswer {
  readonly usage: Usage;
}

/**
 * Asks a model once and collects the answer with the log-probabilities of its tokens.
 *
 * @throws AssayError whatever the model failed with, `aborted` when it was stopped
 */
export async function readAnswer(
  chat: ChatModel,
  request: ChatRequest,
  signal?: AbortSignal,
): Promise<CollectedAnswer> {
  let text = "";
  const logprobs: TokenLogprob[] = [];
  for await (const event of chat.chat(request, { signal })) {
    if (event.type === "text-delta" || event.type === "reasoning-delta") {
      text += event.text;
      logprobs.push(...(event.logprobs ?? []));
    }
    if (event.type !== "finish") continue;
    if (event.reason === "aborted") break;
    const tokens = logprobs.length === 0 ? undefined : logprobs.map(toScoredToken);
    return { text, tokens, finishReason: event.reason, usage: event.usage };
  }
  throw new AssayError({ code: "aborted", message: "The answer was stopped." });
}
