import type { ChatEvent } from "../../core/chat-event.ts";
import type { ChatCapabilities, ChatModel, ChatOptions, ChatRequest, RenderedPrompt } from "../../core/chat-model.ts";
import type { Usage } from "../../core/usage.ts";
import { validateChatRequest } from "../../core/validate-chat-request.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vocabulary } from "../generation/vocabulary.ts";
import { disposedError } from "./errors.ts";
import { type PreparationOptions, prepareRequest } from "./prepare-request.ts";
import { type AnsweringOptions, RunningAnswer } from "./running-answer.ts";
import { type AnswerCheck, checkAnswer } from "./schemas/check-answer.ts";

export interface TokenChatOptions extends Omit<PreparationOptions, "scheduler" | "vocabulary">, AnsweringOptions {
  readonly id: string;
  /** Fills the gap between a text and its suffix. */
  readonly infill: boolean;
  /** Holds answers to a schema or a grammar. */
  readonly responseFormat: boolean;
  readonly parallel: number;
  readonly clock: Clock;
  readonly runInTime: AnswerCheck["runInTime"];
  readonly dispose: () => Promise<void>;
}

/** Creates the chat model of weights that are run here, token by token. */
export function createTokenChatModel(options: TokenChatOptions): ChatModel {
  const { id, contextTokens, parallel, dispose } = options;
  const capabilities: ChatCapabilities = {
    temperature: true,
    seed: true,
    stop: true,
    logprobs: true,
    tools: true,
    responseFormat: options.responseFormat,
    exactCounts: true,
    reasoningEffort: true,
    promptReuseSwitch: true,
    parallel,
    contextTokens,
    completion: { infill: options.infill },
  };
  const render = (request: Pick<ChatRequest, "messages" | "tools">): RenderedPrompt => {
    validateChatRequest(request, capabilities);
    // Without a choice there is no grammar; it refuses tools that are too large to be written.
    options.grammarOf({ tools: request.tools });
    if (options.scheduler.stopped) throw disposedError();
    const { text, tokens } = options.encode(request);
    return { text, tokens };
  };
  return {
    id,
    capabilities,
    chat: (request, chatOptions = {}) => answer({ ...options, capabilities }, request, chatOptions),
    countTokens: async (request) => render(request).tokens.length,
    renderPrompt: async (request) => render(request),
    [Symbol.asyncDispose]: dispose,
  };
}

async function* answer(
  options: TokenChatOptions & Pick<ChatModel, "capabilities">,
  request: ChatRequest,
  { signal, observer }: ChatOptions,
): AsyncGenerator<ChatEvent> {
  const { clock, vocabulary, capabilities } = options;
  const beginMs = clock.now();
  const prepared = prepareRequest(options, capabilities, request);
  const prepareMs = clock.now() - beginMs;
  observer?.mark("prepared");

  yield { type: "start" };
  for (const warning of prepared.warnings) yield { type: "warning", warning };
  if (signal?.aborted) {
    const usage: Usage = { promptTokens: prepared.prompt.length, completionTokens: 0, source: "engine" };
    yield { type: "finish", reason: "aborted", usage, timings: { prepareMs } };
    return;
  }
  const echo = spellEcho(request, vocabulary);
  if (echo !== undefined && request.logprobs === undefined) yield { type: "text-delta", text: echo, tokens: 0 };
  const running = new RunningAnswer(options, { request, prepared, prepareMs, echo, signal });
  observer?.mark("sent");
  yield* checkAnswer(running.events, request, { unheld: prepared.grammar?.checked, runInTime: options.runInTime });
}

/** The text of a prompt that is asked back, special tokens spelled out. */
function spellEcho({ prompt }: ChatRequest, vocabulary: Vocabulary): string | undefined {
  if (prompt?.echo !== true) return undefined;
  return typeof prompt.text === "string" ? prompt.text : vocabulary.detokenize(prompt.text, true);
}
