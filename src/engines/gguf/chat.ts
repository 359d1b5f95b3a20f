import type { LlamaModel } from "node-llama-cpp";
import type { ChatEvent, FinishReason } from "../../core/chat-event.ts";
import type { ChatCapabilities, ChatModel, ChatOptions, ChatRequest } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import type { Usage } from "../../core/usage.ts";
import type { Warning } from "../../core/warning.ts";
import type { Clock } from "../../lib/clock.ts";
import { createEventQueue } from "../../lib/event-queue.ts";
import { validateChatRequest } from "../validate-chat-request.ts";
import type { EncodedPrompt, PromptEncoder } from "./chat-template.ts";
import { createDeltaStream } from "./delta-stream.ts";
import { disposedError } from "./errors.ts";
import { resolveSampling, type SamplingDefaults } from "./sampling-settings.ts";
import type { Scheduler } from "./scheduler.ts";

export interface GgufChatOptions {
  readonly id: string;
  readonly model: LlamaModel;
  readonly encode: PromptEncoder;
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
    tools: false,
    responseFormat: false,
    exactCounts: true,
    promptReuseSwitch: true,
    parallel,
    contextTokens,
  };
  return {
    id,
    capabilities,
    chat: (request, chatOptions = {}) => answer(options, capabilities, request, chatOptions),
    [Symbol.asyncDispose]: dispose,
  };
}

async function* answer(
  options: GgufChatOptions,
  capabilities: ChatCapabilities,
  request: ChatRequest,
  { signal, observer }: ChatOptions,
): AsyncGenerator<ChatEvent> {
  const { model, clock, scheduler } = options;
  const beginMs = clock.now();
  const ignored = validateChatRequest(request, capabilities);
  if (model.disposed || scheduler.stopped) throw disposedError();
  const prompt = options.encode(request.messages);
  const { maxTokens, clamped } = fitAnswer(prompt, request.maxTokens, options.contextTokens);
  const prepareMs = clock.now() - beginMs;
  observer?.mark("prepared");

  yield { type: "start" };
  for (const warning of [...ignored, ...prompt.warnings, ...clamped]) yield { type: "warning", warning };
  if (signal?.aborted) {
    const usage: Usage = { promptTokens: prompt.tokens.length, completionTokens: 0, source: "engine" };
    yield { type: "finish", reason: "aborted", usage, timings: { prepareMs } };
    return;
  }

  const events = createEventQueue<ChatEvent>(() => {
    signal?.removeEventListener("abort", abort);
    job.cancel();
  });
  const deltas = createDeltaStream(model, request, events.push);
  const job = scheduler.submit({
    prompt: prompt.tokens,
    maxTokens,
    promptReuse: request.promptReuse !== false,
    sampling: resolveSampling(request, options.samplingDefaults, options.nextSeed()),
    onToken: deltas.push,
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
    deltas.flush();
    events.push({
      type: "finish",
      reason,
      usage: {
        promptTokens: prompt.tokens.length,
        cachedPromptTokens: job.cachedPromptTokens,
        completionTokens: job.told,
        source: "engine",
      },
      timings: { prepareMs, ...job.timings() },
    });
    events.end();
  }

  yield* events;
}

/** @throws AssayError `context-exceeded` when the prompt leaves no room for a single token */
function fitAnswer(
  { tokens }: EncodedPrompt,
  asked: number | undefined,
  contextTokens: number,
): { readonly maxTokens: number; readonly clamped: readonly Warning[] } {
  const room = contextTokens - tokens.length;
  if (room < 1)
    throw new AssayError({
      code: "context-exceeded",
      message: `Cannot answer as the prompt must leave room in the context of ${contextTokens} tokens: it has ${tokens.length}`,
      hint: "Shorten the prompt, or load the model with a longer context.",
    });
  if (asked === undefined || asked <= room) return { maxTokens: asked ?? room, clamped: [] };
  const message = `maxTokens is ${room} instead of ${asked}: the prompt takes ${tokens.length} of the context's ${contextTokens} tokens.`;
  return { maxTokens: room, clamped: [{ code: "parameter-clamped", message }] };
}
