import type { ChatEvent, FinishReason } from "../../core/chat-event.ts";
import type { ChatCapabilities, ChatModel, ChatOptions, ChatRequest, RawPrompt } from "../../core/chat-model.ts";
import { contextExceeded } from "../../core/context-exceeded.ts";
import type { Usage } from "../../core/usage.ts";
import { validateChatRequest } from "../../core/validate-chat-request.ts";
import type { Warning } from "../../core/warning.ts";
import type { AnswerReaderOptions } from "../../dialect/answer-reader-options.ts";
import type { Clock } from "../../lib/clock.ts";
import { createEventQueue } from "../../lib/event-queue.ts";
import { pluralize } from "../../lib/pluralize.ts";
import type { EncodedPrompt, PromptEncoder } from "./chat-template.ts";
import { disposedError } from "./errors.ts";
import { DeltaStream } from "./generation/delta-stream.ts";
import type { PromptBound } from "./generation/prompt-bound.ts";
import { createPromptScoring } from "./generation/prompt-scoring.ts";
import type { RawPromptEncoder } from "./generation/raw-prompt.ts";
import { resolveSampling, type SamplingDefaults } from "./generation/sampling-settings.ts";
import type { Scheduler } from "./generation/scheduler.ts";
import { createTokenPicker } from "./generation/token-picker.ts";
import type { TokenTexts } from "./generation/token-texts.ts";
import { checkAnswer } from "./grammar/check-answer.ts";
import type { GrammarSource } from "./grammar/grammar-source.ts";
import { toWarnings } from "./grammar/schema-notes.ts";
import type { Vocabulary } from "./llama/vocabulary.ts";

export interface GgufChatOptions {
  readonly id: string;
  readonly vocabulary: Vocabulary;
  readonly texts: TokenTexts;
  readonly encode: PromptEncoder;
  readonly encodeRaw: RawPromptEncoder;
  /** Fills the gap between a text and its suffix. */
  readonly infill: boolean;
  readonly bound: PromptBound;
  readonly grammarOf: GrammarSource;
  readonly scheduler: Scheduler;
  readonly contextTokens: number;
  readonly parallel: number;
  readonly samplingDefaults: SamplingDefaults;
  readonly clock: Clock;
  /** Gives the seed of a request that names none. */
  readonly nextSeed: () => number;
  readonly dispose: () => Promise<void>;
}

/** Creates the chat model of a loaded file. */
export function createGgufChatModel(options: GgufChatOptions): ChatModel {
  const { id, contextTokens, parallel, dispose } = options;
  const capabilities: ChatCapabilities = {
    temperature: true,
    seed: true,
    stop: true,
    logprobs: true,
    tools: true,
    responseFormat: true,
    exactCounts: true,
    promptReuseSwitch: true,
    parallel,
    contextTokens,
    completion: { infill: options.infill },
  };
  return {
    id,
    capabilities,
    chat: (request, chatOptions = {}) => answer(options, capabilities, request, chatOptions),
    async countTokens(request) {
      validateChatRequest(request, capabilities);
      // Without a choice there is no grammar; it refuses tools that are too large to be written.
      options.grammarOf({ tools: request.tools });
      if (options.scheduler.stopped) throw disposedError();
      return options.encode(request).tokens.length;
    },
    [Symbol.asyncDispose]: dispose,
  };
}

async function* answer(
  options: GgufChatOptions,
  capabilities: ChatCapabilities,
  request: ChatRequest,
  { signal, observer }: ChatOptions,
): AsyncGenerator<ChatEvent> {
  const { vocabulary, clock, scheduler } = options;
  const beginMs = clock.now();
  const ignored = validateChatRequest(request, capabilities);
  if (scheduler.stopped) throw disposedError();
  const grammar = options.grammarOf(request);
  options.bound(request);
  const tools = request.toolChoice === "none" ? [] : (request.tools ?? []);
  const { messages, templateVariables } = request;
  const prompt: EncodedPrompt | RawPromptTokens =
    request.prompt === undefined
      ? options.encode({ messages, tools, templateVariables, skipThinking: grammar !== undefined })
      : { tokens: options.encodeRaw(request.prompt), warnings: [], reading: undefined };
  const room = options.contextTokens - prompt.tokens.length;
  if (room < 1) throw tooLong(options, { ...request, tools }, prompt);
  const { maxTokens, clamped } = fitAnswer(prompt, request.maxTokens, options.contextTokens);
  const prepareMs = clock.now() - beginMs;
  observer?.mark("prepared");

  yield { type: "start" };
  const unheld = grammar === undefined ? [] : toWarnings(grammar.notes);
  for (const warning of [...ignored, ...prompt.warnings, ...clamped, ...unheld]) yield { type: "warning", warning };
  if (signal?.aborted) {
    const usage: Usage = { promptTokens: prompt.tokens.length, completionTokens: 0, source: "engine" };
    yield { type: "finish", reason: "aborted", usage, timings: { prepareMs } };
    return;
  }

  const echo = request.prompt?.echo === true ? spellPrompt(request.prompt, vocabulary) : undefined;
  if (echo !== undefined && request.logprobs === undefined) yield { type: "text-delta", text: echo, tokens: 0 };

  const events = createEventQueue<ChatEvent>(() => {
    signal?.removeEventListener("abort", abort);
    job.cancel();
  });
  const deltas = new DeltaStream({
    vocabulary,
    texts: options.texts,
    request,
    reading: prompt.reading === undefined ? undefined : { ...prompt.reading, tools, calls: howCallsCome(request) },
    ...(request.prompt === undefined ? {} : { before: prompt.tokens.slice(-1) }),
    emit: events.push,
  });
  const picker = createTokenPicker({
    settings: resolveSampling(request, options.samplingDefaults, options.nextSeed()),
    grammar: grammar?.begin(),
    isEnd: vocabulary.isEndOfGeneration,
  });
  const scoring =
    echo === undefined || request.logprobs === undefined
      ? undefined
      : createPromptScoring({
          vocabulary,
          prompt: prompt.tokens,
          text: echo,
          top: request.logprobs,
          emit: events.push,
        });
  const known = scoring?.known ?? 0;
  const job = scheduler.submit({
    prompt: scoring?.begin ?? prompt.tokens,
    // The library computes one token at least; of a prompt that is only asked back it is not told.
    maxTokens: Math.max(1, maxTokens + known),
    promptReuse: request.promptReuse !== false,
    picker: scoring?.picker(picker) ?? picker,
    onToken: (picked) => scoring?.take(picked) === true || (maxTokens > 0 && deltas.push(picked)),
    onEnd: finish,
    onFail: events.fail,
  });
  observer?.mark("sent");
  signal?.addEventListener("abort", abort, { once: true });

  function abort(): void {
    // Answered at once; the computing ends with the step that is running.
    job.cancel();
    finish("aborted");
  }

  function finish(reason: FinishReason): void {
    deltas.flush(reason);
    events.push({
      type: "finish",
      reason:
        maxTokens === 0 && reason === "stop" ? "length" : reason === "stop" && deltas.calls > 0 ? "tool-call" : reason,
      usage: {
        promptTokens: prompt.tokens.length,
        cachedPromptTokens: job.cachedPromptTokens,
        completionTokens: Math.min(maxTokens, Math.max(0, job.told - known)),
        reasoningTokens: deltas.reasoningTokens,
        source: "engine",
      },
      timings: { prepareMs, ...job.timings() },
    });
    events.end();
  }

  yield* checkAnswer(events, request, grammar?.notes);
}

/** A text to continue: its continuation is no answer, and is not taken apart. */
interface RawPromptTokens extends Omit<EncodedPrompt, "reading"> {
  readonly reading: undefined;
}

/** The text of a prompt, special tokens spelled out. */
function spellPrompt({ text }: RawPrompt, vocabulary: Vocabulary): string {
  return typeof text === "string" ? text : vocabulary.detokenize(text, true);
}

/** A demanded format may be JSON with a name of its own, so there only marks make a call. */
function howCallsCome({ toolChoice, responseFormat }: ChatRequest): AnswerReaderOptions["calls"] {
  if (toolChoice === "required" || typeof toolChoice === "object") return "forced";
  return (responseFormat?.type ?? "text") === "text" ? "any" : "marked";
}

/** Programs with tools of their own send thousands of tokens of them with every question: then these are what to shorten. */
function tooLong(
  { encode, contextTokens }: GgufChatOptions,
  { messages, tools = [] }: ChatRequest,
  prompt: Pick<EncodedPrompt, "tokens">,
) {
  const found = `${prompt.tokens.length} tokens`;
  const ofTools = tools.length === 0 ? 0 : prompt.tokens.length - encode({ messages }).tokens.length;
  if (ofTools < prompt.tokens.length / 2) return contextExceeded(contextTokens, found);
  return contextExceeded(
    contextTokens,
    `${found}, ${ofTools} of them for ${pluralize(tools.length, "tool")}`,
    "Turn off tools in the program that asks, or load the model with a longer context.",
  );
}

function fitAnswer(
  { tokens }: Pick<EncodedPrompt, "tokens">,
  asked: number | undefined,
  contextTokens: number,
): { readonly maxTokens: number; readonly clamped: readonly Warning[] } {
  const room = contextTokens - tokens.length;
  if (asked === undefined || asked <= room) return { maxTokens: asked ?? room, clamped: [] };
  const message = `maxTokens is ${room} instead of ${asked}: the prompt takes ${tokens.length} of the context's ${contextTokens} tokens.`;
  return { maxTokens: room, clamped: [{ code: "parameter-clamped", message }] };
}
