import type { ChatEvent } from "./chat-event.ts";

/**
 * Whatever answers a chat: a file, an endpoint, a user's module, a pipeline of others.
 *
 * Everything that implements it can be served, chatted with, benchmarked, judged and recommended by the same code.
 */
export interface ChatModel extends AsyncDisposable {
  /** Name for people and reports; unique within a run. */
  readonly id: string;
  readonly capabilities: ChatCapabilities;
  /**
   * Answers one request. Leaving the loop early frees everything that the request holds.
   *
   * Once `signal` aborts, the iteration ends within 200 ms with a `finish` of reason `aborted`.
   * @throws AssayError for every failure, with code and hint
   */
  chat(request: ChatRequest, options?: ChatOptions): AsyncIterable<ChatEvent>;
  /** Exact number of tokens that the request's prompt takes, template included; absent where only the answer tells. */
  countTokens?(request: Pick<ChatRequest, "messages" | "tools">, signal?: AbortSignal): Promise<number>;
  /** The prompt that the model reads for a conversation; absent where it is made out of sight. */
  renderPrompt?(request: Pick<ChatRequest, "messages" | "tools">, signal?: AbortSignal): Promise<RenderedPrompt>;
}

/** A conversation as the model reads it. */
export interface RenderedPrompt {
  /** Written by the chat template; a first token that the tokenizer adds by itself may be missing. */
  readonly text: string;
  /** Numbers in the model's own vocabulary. */
  readonly tokens: readonly number[];
}

/**
 * Capabilities of a chat model. A request beyond them is refused with `unsupported`, or answered with a warning when
 * the meaning of the answer stays the same.
 */
export interface ChatCapabilities {
  /** Temperature, and temperature 0 gives the likeliest token each time. */
  readonly temperature: boolean;
  readonly seed: boolean;
  readonly stop: boolean;
  readonly logprobs: boolean;
  readonly tools: boolean;
  readonly responseFormat: boolean;
  /** `usage` of every finish is complete and exact, and every delta carries `tokens`. */
  readonly exactCounts: boolean;
  /** True when `promptReuse: false` is honoured; else a repeated prompt may be answered from a cache. */
  readonly promptReuseSwitch: boolean;
  /** An effort of reasoning reaches the model, or a warning says that it does not. Absent: it is ignored. */
  readonly reasoningEffort?: boolean | undefined;
  /** Requests answered at the same time; more of them wait. Absent when unknown. */
  readonly parallel?: number | undefined;
  /** Tokens that prompt and answer may hold together. Absent when unknown. */
  readonly contextTokens?: number | undefined;
  /** Continues a `prompt` as it stands. Absent: answers conversations only. */
  readonly completion?: CompletionCapabilities | undefined;
}

export interface CompletionCapabilities {
  /** Fills the gap between a text and its `suffix`. */
  readonly infill: boolean;
}

/** One message of a conversation. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content: string;
  /** Reasoning of an assistant message, before its content. */
  readonly reasoning?: string | undefined;
  /** The tool calls that an assistant message made. */
  readonly toolCalls?: readonly ToolCall[] | undefined;
  /** The call that a tool message answers. */
  readonly toolCallId?: string | undefined;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly argumentsJson: string;
}

export interface ToolDefinition {
  readonly name: string;
  readonly description?: string | undefined;
  /** JSON Schema of the arguments. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** Refuses a demanded call whose arguments cannot be held to the schema while they are generated. */
  readonly strict?: boolean | undefined;
}

/** A chat request; what is absent is left to the model's own default. */
export interface ChatRequest {
  /** The conversation; empty where there is a `prompt`. */
  readonly messages: readonly ChatMessage[];
  /** A text to continue instead of a conversation to answer: no chat template is applied. */
  readonly prompt?: RawPrompt | undefined;
  /** Most tokens to generate, reasoning included. */
  readonly maxTokens?: number | undefined;
  /** 0 takes the likeliest token each time. */
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  readonly topK?: number | undefined;
  /** Leaves out tokens that are less than this share as likely as the likeliest; 0 leaves out none. */
  readonly minP?: number | undefined;
  readonly presencePenalty?: number | undefined;
  readonly frequencyPenalty?: number | undefined;
  /** Makes what prompt and answer said lately less likely: above 1, or likelier: below. */
  readonly repetitionPenalty?: number | undefined;
  /** Added to the scores of tokens, named by their numbers in the model's own vocabulary. */
  readonly logitBias?: Readonly<Record<string, number>> | undefined;
  readonly seed?: number | undefined;
  /** Texts that end the answer; none of them is part of it. */
  readonly stop?: readonly string[] | undefined;
  readonly tools?: readonly ToolDefinition[] | undefined;
  readonly toolChoice?: "auto" | "none" | "required" | { readonly name: string } | undefined;
  readonly responseFormat?: ResponseFormat | undefined;
  /** Number of likeliest alternatives to report per token; 0 reports the chosen token's only. */
  readonly logprobs?: number | undefined;
  /** Variables of the model's chat template, such as `enable_thinking`. */
  readonly templateVariables?: Readonly<Record<string, unknown>> | undefined;
  /** How much to reason: `none`, `minimal`, `low`, `medium`, `high` or `xhigh`, as far as the model can be told. */
  readonly reasoningEffort?: string | undefined;
  /** false computes the whole prompt anew, so that a repeated prompt is not answered from a cache. Default true. */
  readonly promptReuse?: boolean | undefined;
  /** What the caller says about the request, such as `priority` and `task`; pipelines may decide by it, models never see it. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** false asks an endpoint for the answer in one piece; what runs here streams all the same. Default true. */
  readonly stream?: boolean | undefined;
}

/** Text that a plain completion continues. */
export interface RawPrompt {
  /** The text, or tokens of the model's own vocabulary, which are taken as they are. */
  readonly text: string | readonly number[];
  /** The text after the gap to fill. */
  readonly suffix?: string | undefined;
  /** Gives the prompt itself first, as a delta of 0 tokens, with their log-probabilities where they are asked for; maxTokens may be 0. */
  readonly echo?: boolean | undefined;
}

export type ResponseFormat =
  | { readonly type: "text" }
  | { readonly type: "json-object" }
  | {
      readonly type: "json-schema";
      readonly schema: Readonly<Record<string, unknown>>;
      /** Refuses a schema that the answer cannot be held to while it is generated; else the rest is checked afterwards. */
      readonly strict?: boolean | undefined;
    }
  /** A text that a regular expression of JavaScript describes as a whole. */
  | { readonly type: "pattern"; readonly pattern: string }
  /** A text by a grammar in llama.cpp's notation. */
  | { readonly type: "grammar"; readonly gbnf: string };

export interface ChatOptions {
  readonly signal?: AbortSignal | undefined;
  readonly observer?: ChatObserver | undefined;
}

/** Lets a measurer stamp, with its own clock, what the stream of events cannot show. Both are called synchronously as it happens. */
export interface ChatObserver {
  /** `prepared`: the request is built; `sent`: its last byte is handed over; `headers` and `first-byte`: the first of the answer's. */
  mark(point: "prepared" | "sent" | "headers" | "first-byte"): void;
  /** Called when bytes arrive, before any parsing; what it returns rides on the events that these bytes complete. */
  receive(): number;
}
