import type { ChatCapabilities, ChatRequest, ToolDefinition } from "../../core/chat-model.ts";
import { contextExceeded } from "../../core/context-exceeded.ts";
import { AssayError } from "../../core/errors.ts";
import { validateChatRequest } from "../../core/validate-chat-request.ts";
import type { Warning } from "../../core/warning.ts";
import { pluralize } from "../../lib/pluralize.ts";
import type { Scheduler } from "../generation/generation-job.ts";
import type { PromptBound } from "../generation/prompt-bound.ts";
import type { RawPromptEncoder } from "../generation/raw-prompt.ts";
import type { Token, Vocabulary } from "../generation/vocabulary.ts";
import type { AnswerGrammar, GrammarSource } from "./answer-grammar.ts";
import type { EncodedPrompt, PromptEncoder } from "./chat-template.ts";
import { disposedError } from "./errors.ts";

export interface PreparationOptions {
  readonly vocabulary: Pick<Vocabulary, "size">;
  readonly encode: PromptEncoder;
  readonly encodeRaw: RawPromptEncoder;
  readonly bound: PromptBound;
  readonly grammarOf: GrammarSource;
  readonly scheduler: Pick<Scheduler, "stopped">;
  readonly contextTokens: number;
}

/** A request that can be answered, before anything is computed. */
export interface PreparedRequest {
  readonly prompt: readonly Token[];
  /** How the answer is to be read; absent for the continuation of a text, which is not taken apart. */
  readonly reading: EncodedPrompt["reading"] | undefined;
  /** Tools that the answer may call. */
  readonly tools: readonly ToolDefinition[];
  readonly grammar: AnswerGrammar | undefined;
  readonly maxTokens: number;
  readonly warnings: readonly Warning[];
}

/** Checks a request and turns it into tokens. @throws AssayError for what cannot be answered */
export function prepareRequest(
  options: PreparationOptions,
  capabilities: ChatCapabilities,
  request: ChatRequest,
): PreparedRequest {
  const ignored = validateChatRequest(request, capabilities);
  if (options.scheduler.stopped) throw disposedError();
  requireTokens(request, options.vocabulary);
  const grammar = options.grammarOf(request);
  options.bound(request);
  const tools = request.toolChoice === "none" ? [] : (request.tools ?? []);
  const { tokens, warnings, reading } = encode(options, { ...request, tools }, grammar !== undefined);
  if (tokens.length >= options.contextTokens) throw tooLong(options, { ...request, tools }, tokens.length);
  const { maxTokens, clamped } = fitAnswer(tokens.length, request.maxTokens, options.contextTokens);
  return {
    prompt: tokens,
    reading,
    tools,
    grammar,
    maxTokens,
    warnings: [...ignored, ...warnings, ...clamped, ...(grammar?.warnings ?? [])],
  };
}

function encode(
  options: PreparationOptions,
  { prompt, messages, tools, templateVariables, reasoningEffort }: ChatRequest,
  skipThinking: boolean,
): Pick<EncodedPrompt, "tokens" | "warnings"> & Partial<EncodedPrompt> {
  if (prompt !== undefined) return { tokens: options.encodeRaw(prompt), warnings: [] };
  return options.encode({ messages, tools, templateVariables, reasoningEffort, skipThinking });
}

function requireTokens({ logitBias = {} }: ChatRequest, { size }: Pick<Vocabulary, "size">): void {
  const strange = Object.keys(logitBias).find((token) => Number(token) >= size);
  if (strange === undefined) return;
  throw new AssayError({
    code: "invalid-input",
    message: `logitBias must name tokens of the model, from 0 to ${size - 1}, not ${strange}.`,
    hint: "Name the tokens by the numbers that this very model's tokenizer gives them.",
  });
}

/** Programs with tools of their own send thousands of tokens of them with every question: then these are what to shorten. */
function tooLong(
  { encode, contextTokens }: PreparationOptions,
  { messages, tools = [] }: ChatRequest,
  promptTokens: number,
) {
  const found = `${promptTokens} tokens`;
  const ofTools = tools.length === 0 ? 0 : promptTokens - encode({ messages }).tokens.length;
  if (ofTools < promptTokens / 2) return contextExceeded(contextTokens, found);
  return contextExceeded(
    contextTokens,
    `${found}, ${ofTools} of them for ${pluralize(tools.length, "tool")}`,
    "Turn off tools in the program that asks, or load the model with a longer context.",
  );
}

function fitAnswer(
  promptTokens: number,
  asked: number | undefined,
  contextTokens: number,
): { readonly maxTokens: number; readonly clamped: readonly Warning[] } {
  const room = contextTokens - promptTokens;
  if (asked === undefined || asked <= room) return { maxTokens: asked ?? room, clamped: [] };
  const message = `maxTokens is ${room} instead of ${asked}: the prompt takes ${promptTokens} of the context's ${contextTokens} tokens.`;
  return { maxTokens: room, clamped: [{ code: "parameter-clamped", message }] };
}
