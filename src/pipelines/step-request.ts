import type { ChatMessage, ChatRequest } from "../core/chat-model.ts";
import type { StepSettings } from "../core/pipeline.ts";

/** A request with the limits of a step: what the caller states goes before, and the lower limit of tokens holds. */
export function withSettings(request: ChatRequest, { maxTokens, temperature }: StepSettings = {}): ChatRequest {
  const limits = [request.maxTokens, maxTokens].filter((limit) => limit !== undefined);
  return {
    ...request,
    ...(limits.length > 0 && { maxTokens: Math.min(...limits) }),
    ...(request.temperature === undefined && temperature !== undefined && { temperature }),
  };
}

/** The conversation with an instruction in front; beside a system message of the caller's it stands at its end. */
export function withInstruction(messages: readonly ChatMessage[], instruction: string | undefined) {
  if (instruction === undefined) return messages;
  const [first, ...rest] = messages;
  if (first?.role !== "system") return [{ role: "system", content: instruction } as const, ...messages];
  return [{ ...first, content: `${first.content}\n\n${instruction}` }, ...rest];
}
