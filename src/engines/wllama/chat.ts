import type { ChatEvent } from "../../core/chat-event.ts";
import type { ChatCapabilities, ChatModel, ChatOptions, ChatRequest } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import { validateChatRequest } from "../../core/validate-chat-request.ts";
import type { AnswerForm } from "../../dialect/answer-form.ts";
import { listMarks } from "../../dialect/list-marks.ts";
import { anySignal } from "../../lib/any-signal.ts";
import type { Clock } from "../../lib/clock.ts";
import { createSlots } from "../../lib/slots.ts";
import { disposedError } from "../answering/errors.ts";
import { checkAnswer } from "../answering/schemas/check-answer.ts";
import { toWarnings } from "../answering/schemas/schema-notes.ts";
import type { PromptBound } from "../generation/prompt-bound.ts";
import type { SamplingDefaults } from "../generation/sampling-settings.ts";
import { writeAnswerGrammar } from "../gguf/grammar/answer-grammar.ts";
import { boundGrammar } from "../gguf/grammar/bound-grammar.ts";
import { encodeCompletion } from "./encode-completion.ts";
import type { PromptWriter } from "./prompt-writer.ts";
import { RunningAnswer } from "./running-answer.ts";
import type { WllamaSession } from "./wllama-session.ts";

export interface WllamaChatOptions {
  readonly id: string;
  readonly session: WllamaSession;
  readonly writePrompt: PromptWriter;
  readonly bound: PromptBound;
  /** How the model writes answers; absent where nothing is known of it. */
  readonly answers: AnswerForm | undefined;
  readonly samplingDefaults: SamplingDefaults;
  readonly contextTokens: number;
  readonly parallel: number;
  readonly clock: Clock;
  readonly nextSeed: () => number;
  readonly dispose: () => Promise<void>;
}

/** Creates the chat model of a file that wllama runs. A prompt's tokens are known once it was computed. */
export function createWllamaChat(options: WllamaChatOptions): ChatModel {
  const { id, parallel, contextTokens } = options;
  const disposal = new AbortController();
  const slots = createSlots(parallel);
  const capabilities: ChatCapabilities = {
    temperature: true,
    seed: true,
    stop: true,
    logprobs: true,
    tools: true,
    responseFormat: true,
    exactCounts: true,
    reasoningEffort: true,
    promptReuseSwitch: true,
    parallel,
    contextTokens,
    completion: { infill: false },
  };

  async function* answer(asked: ChatRequest, { signal, observer }: ChatOptions): AsyncGenerator<ChatEvent> {
    if (disposal.signal.aborted) throw disposedError();
    const beginMs = options.clock.now();
    const ignored = validateChatRequest(asked, capabilities);
    const { request, echo } = splitEcho(asked);
    options.bound(request);
    const { grammar, unheld, warnings } = writeGrammar(request, options.answers);
    const prompt = options.writePrompt(request, { skipThinking: grammar !== undefined });
    const prepareMs = options.clock.now() - beginMs;
    observer?.mark("prepared");

    yield { type: "start" };
    for (const warning of [...ignored, ...prompt.warnings, ...warnings]) yield { type: "warning", warning };
    if (echo !== undefined) yield { type: "text-delta", text: echo, tokens: 0 };
    const ending = anySignal(disposal.signal, signal);
    const giveBack = await slots.take(ending);
    if (giveBack === undefined) {
      if (disposal.signal.aborted) throw disposedError();
      return yield { type: "finish", reason: "aborted", usage: { completionTokens: 0, source: "engine" } };
    }
    const marks = options.answers === undefined ? [] : listMarks(options.answers);
    const { samplingDefaults } = options;
    const running = new RunningAnswer(options.session, {
      request,
      prompt,
      encode: (readsMarks) =>
        encodeCompletion(request, {
          prompt: prompt.text,
          grammar,
          marks: readsMarks ? marks : [],
          samplingDefaults,
          seed: options.nextSeed(),
        }),
      contextTokens,
      prepareMs,
      signal: ending,
    });
    void running.released.then(giveBack);
    observer?.mark("sent");
    // The worker is the model's own: whoever waits too long ends it.
    yield* checkAnswer(running.events, request, { unheld, runInTime: (run) => run() });
    if (disposal.signal.aborted) throw disposedError();
  }

  return {
    id,
    capabilities,
    chat: (request, chatOptions = {}) => answer(request, chatOptions),
    async [Symbol.asyncDispose]() {
      disposal.abort();
      await options.dispose();
    },
  };
}

function writeGrammar(request: ChatRequest, answers: AnswerForm | undefined) {
  const given = request.responseFormat?.type === "grammar" ? request.responseFormat.gbnf : undefined;
  if (given !== undefined) boundGrammar(given);
  const written = writeAnswerGrammar(request, answers);
  return {
    grammar: written?.text,
    unheld: written?.notes.checked,
    warnings: written === undefined ? [] : toWarnings(written.notes),
  };
}

/** The library gives no prompt back, so that we do; of its tokens' probabilities it says nothing. */
function splitEcho(request: ChatRequest): { readonly echo?: string | undefined; readonly request: ChatRequest } {
  const { prompt } = request;
  if (prompt?.echo !== true) return { request };
  if (request.logprobs !== undefined || typeof prompt.text !== "string")
    throw new AssayError({
      code: "unsupported",
      message: "A GGUF model in the page gives back no prompt of tokens, and no probabilities of a prompt.",
      hint: "Send the prompt as a text and leave out echo or logprobs, or run the model in the service.",
    });
  return { echo: prompt.text || undefined, request: { ...request, prompt: { ...prompt, echo: undefined } } };
}
