import type { ChatRequest, RawPrompt } from "../../core/chat-model.ts";
import { type ChatDialect, encodeChatRequest } from "./encode-chat-request.ts";

/** Fields that only a chat has, or that have another form there. */
const chatFields: readonly string[] = [
  "messages",
  "logprobs",
  "top_logprobs",
  "chat_template_kwargs",
  "reasoning_effort",
];

/** Builds the body of `POST /completions`, which continues a text. What the request leaves open is left out. */
export function encodeCompletionRequest(
  model: string,
  request: ChatRequest & { readonly prompt: RawPrompt },
  dialect: ChatDialect,
): Readonly<Record<string, unknown>> {
  const { text, suffix, echo } = request.prompt;
  const shared = Object.entries(encodeChatRequest(model, request, { ...dialect, maxTokensField: "max_tokens" }));
  const own = Object.entries({ prompt: text, suffix, echo, logprobs: request.logprobs });
  return Object.fromEntries([
    ...shared.filter(([field]) => !chatFields.includes(field)),
    ...own.filter(([, value]) => value !== undefined),
  ]);
}
