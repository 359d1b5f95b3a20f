import type { ChatMessage, ChatRequest, ResponseFormat } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";

/** Differences between servers that speak the same protocol. */
export interface ChatDialect {
  /** Asks a streaming server for token counts; OpenAI's `stream_options.include_usage`. */
  readonly streamUsage: boolean;
  /** OpenAI's newer models refuse `max_tokens`; many other servers know no other name. */
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  /** Fields that the server refuses: they are left out. */
  readonly without?: readonly OptionalField[] | undefined;
}

/** Fields without which an answer still is one: a server that refuses them can be asked all the same. */
export const OPTIONAL_FIELDS = [
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "top_p",
  "top_k",
  "min_p",
  "presence_penalty",
  "frequency_penalty",
  "repeat_penalty",
  "repetition_penalty",
  "logit_bias",
  "seed",
  "chat_template_kwargs",
  "reasoning_effort",
] as const;

export type OptionalField = (typeof OPTIONAL_FIELDS)[number];

/** Builds the body of `POST /chat/completions`. What the request leaves open is left out, so that the server's default holds. */
export function encodeChatRequest(
  model: string,
  request: ChatRequest,
  dialect: ChatDialect,
): Readonly<Record<string, unknown>> {
  const { tools, toolChoice, logprobs, responseFormat, stream = true } = request;
  const left = Object.fromEntries((dialect.without ?? []).map((field) => [field, undefined]));
  return dropAbsent({
    model,
    messages: request.messages.map(encodeMessage),
    stream,
    stream_options: stream && dialect.streamUsage ? { include_usage: true } : undefined,
    [dialect.maxTokensField]: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    top_k: request.topK,
    min_p: request.minP,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
    // llama.cpp's and vLLM's names; each leaves the other's out.
    repeat_penalty: request.repetitionPenalty,
    repetition_penalty: request.repetitionPenalty,
    logit_bias: request.logitBias,
    seed: request.seed,
    stop: request.stop === undefined || request.stop.length === 0 ? undefined : request.stop,
    tools: tools?.map((tool) => ({ type: "function", function: dropAbsent({ ...tool }) })),
    tool_choice: typeof toolChoice === "object" ? { type: "function", function: toolChoice } : toolChoice,
    response_format: responseFormat && encodeResponseFormat(responseFormat),
    chat_template_kwargs: request.templateVariables,
    reasoning_effort: request.reasoningEffort,
    logprobs: logprobs === undefined ? undefined : true,
    top_logprobs: logprobs === undefined || logprobs === 0 ? undefined : logprobs,
    ...left,
  });
}

function encodeMessage({
  role,
  content,
  reasoning,
  toolCalls,
  toolCallId,
}: ChatMessage): Readonly<Record<string, unknown>> {
  return dropAbsent({
    role,
    content,
    reasoning_content: reasoning,
    tool_calls: toolCalls?.map(({ id, name, argumentsJson }) => ({
      id,
      type: "function",
      function: { name, arguments: argumentsJson },
    })),
    tool_call_id: toolCallId,
  });
}

function encodeResponseFormat(format: ResponseFormat): Readonly<Record<string, unknown>> {
  switch (format.type) {
    case "text":
      return { type: "text" };
    case "json-object":
      return { type: "json_object" };
    case "json-schema":
      return {
        type: "json_schema",
        json_schema: dropAbsent({ name: "answer", schema: format.schema, strict: format.strict }),
      };
    case "pattern":
    case "grammar":
      // Every server has another field for it, and those that lack it answer freely without a word.
      throw new AssayError({
        code: "unsupported",
        message: `An answer by a ${format.type} has no form that all servers know.`,
        hint: "Send a JSON Schema, or choose a model that runs on this machine.",
      });
    default:
      return format satisfies never;
  }
}

function dropAbsent(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
