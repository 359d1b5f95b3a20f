import type { ChatEvent } from "../../core/chat-event.ts";
import type { ChatCapabilities, ChatModel, ChatOptions, ChatRequest } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import { validateChatRequest } from "../../core/validate-chat-request.ts";
import type { FoundryVariant } from "../../wire/foundry/foundry-variant.ts";

/** Tokens left free beside a counted prompt: the count may leave out what the template adds. */
const MARGIN_TOKENS = 32;
/** Bytes per token where nobody counts: an estimate that no language exceeds. */
const LEAST_BYTES_PER_TOKEN = 2;

export interface FoundryChatSettings {
  readonly variant: FoundryVariant;
  readonly countTokens: (request: ChatRequest, signal?: AbortSignal) => Promise<number | undefined>;
}

/**
 * Creates the chat model of a Foundry Local service around one that speaks the OpenAI protocol.
 *
 * Fields that the service drops in silence are refused here. A request that names no length gets the service's own, which is more
 * than a small context holds: when it is refused for that, it is sent again with as much as fits, and a warning says so.
 */
export function createFoundryChat(
  inner: ChatModel,
  { variant: { contextTokens, maxOutputTokens, toolCalling }, countTokens }: FoundryChatSettings,
): ChatModel {
  const capabilities: ChatCapabilities = {
    ...inner.capabilities,
    // It has chats alone.
    completion: undefined,
    contextTokens,
    logprobs: false,
    responseFormat: false,
    tools: toolCalling ?? inner.capabilities.tools,
  };

  async function* answer(request: ChatRequest, options: ChatOptions): AsyncGenerator<ChatEvent> {
    // Only for what it refuses: the inner model sends the warnings.
    validateChatRequest(request, capabilities);
    let begun = false;
    try {
      for await (const event of inner.chat(request, options)) {
        begun = true;
        yield event;
      }
      return;
    } catch (error) {
      const maxTokens = begun || !isRefusal(error) ? undefined : await fit(request, options.signal);
      if (maxTokens === undefined) throw error;
      yield* answerWithin(request, maxTokens, options);
    }
  }

  async function* answerWithin(request: ChatRequest, maxTokens: number, options: ChatOptions) {
    for await (const event of inner.chat({ ...request, maxTokens }, options)) {
      yield event;
      if (event.type !== "start") continue;
      const message = `maxTokens: the service refused its own default for this context; the answer may have ${maxTokens} tokens`;
      yield { type: "warning", warning: { code: "parameter-clamped", message } } satisfies ChatEvent;
    }
  }

  /** Longest answer that still fits; undefined when unknown, or when the request says it. */
  async function fit(request: ChatRequest, signal: AbortSignal | undefined): Promise<number | undefined> {
    if (contextTokens === undefined || request.maxTokens !== undefined) return undefined;
    const promptTokens = (await countTokens(request, signal)) ?? estimateTokens(request);
    const roomTokens = contextTokens - promptTokens - MARGIN_TOKENS;
    return roomTokens < 1 ? undefined : Math.min(roomTokens, maxOutputTokens ?? roomTokens);
  }

  return {
    id: inner.id,
    capabilities,
    chat: (request, options = {}) => answer(request, options),
    [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof AssayError && (error.code === "endpoint-status" || error.code === "context-exceeded");
}

function estimateTokens({ messages, tools = [] }: ChatRequest): number {
  return Math.ceil(Buffer.byteLength(JSON.stringify([messages, tools])) / LEAST_BYTES_PER_TOKEN);
}
