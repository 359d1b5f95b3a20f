import type { ChatEvent, FinishReason } from "../../core/chat-event.ts";
import type { ChatRequest } from "../../core/chat-model.ts";
import { createEventQueue } from "../../lib/event-queue.ts";
import { DeltaStream } from "../generation/delta-stream.ts";
import { createDetokenizer, type Detokenizer } from "../generation/detokenizer.ts";
import type { Generation, GenerationJob, Scheduler } from "../generation/generation-job.ts";
import { createPromptScoring } from "../generation/prompt-scoring.ts";
import { resolveSampling, type SamplingDefaults } from "../generation/sampling-settings.ts";
import { toTokenLogprob } from "../generation/to-token-logprob.ts";
import { createTokenPicker, type PickedToken } from "../generation/token-picker.ts";
import type { TokenTexts } from "../generation/token-texts.ts";
import type { Token, Vocabulary } from "../generation/vocabulary.ts";
import { howCallsCome } from "./how-calls-come.ts";
import type { PreparedRequest } from "./prepare-request.ts";

export interface AnsweringOptions {
  readonly vocabulary: Vocabulary;
  readonly texts: TokenTexts;
  readonly scheduler: Scheduler;
  readonly samplingDefaults: SamplingDefaults;
  /** Gives the seed of a request that names none. */
  readonly nextSeed: () => number;
}

export interface AnswerTask {
  readonly request: ChatRequest;
  readonly prepared: PreparedRequest;
  readonly prepareMs: number;
  /** The prompt's own text, where it is asked back. */
  readonly echo: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** One answer, from its place in the queue until its end or until its reader has left. */
export class RunningAnswer {
  readonly #options: AnsweringOptions;
  readonly #task: AnswerTask;
  readonly #events = createEventQueue<ChatEvent>(() => this.#leave());
  readonly #deltas: DeltaStream;
  readonly #detokenizer: Detokenizer<Token>;
  readonly #job: GenerationJob;
  readonly #onAbort = () => this.#abort();

  constructor(options: AnsweringOptions, task: AnswerTask) {
    this.#options = options;
    this.#task = task;
    this.#deltas = this.#createDeltas();
    this.#detokenizer = this.#createDetokenizer();
    this.#job = options.scheduler.submit(this.#toGeneration());
    task.signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  get events(): AsyncIterable<ChatEvent> {
    return this.#events;
  }

  #createDeltas(): DeltaStream {
    const { request, prepared } = this.#task;
    const { reading, tools } = prepared;
    return new DeltaStream({
      request,
      reading: reading === undefined ? undefined : { ...reading, tools, calls: howCallsCome(request) },
      emit: this.#events.push,
    });
  }

  #createDetokenizer(): Detokenizer<Token> {
    const { request, prepared } = this.#task;
    const { plain, marked } = this.#options.texts;
    const before = request.prompt === undefined ? undefined : prepared.prompt.slice(-1);
    return createDetokenizer(this.#deltas.readsMarks ? marked : plain, before);
  }

  #take(picked: PickedToken): boolean {
    const wantsLogprobs = this.#task.request.logprobs !== undefined;
    const logprob = wantsLogprobs ? toTokenLogprob(this.#options.vocabulary, picked) : undefined;
    return this.#deltas.push(this.#detokenizer.push(picked.token), logprob);
  }

  #createScoring(): Generation["onPromptScores"] {
    const { request, prepared, echo } = this.#task;
    if (echo === undefined || request.logprobs === undefined) return undefined;
    return createPromptScoring({
      vocabulary: this.#options.vocabulary,
      prompt: prepared.prompt,
      text: echo,
      top: request.logprobs,
      emit: this.#events.push,
    });
  }

  #toGeneration(): Generation {
    const { request, prepared } = this.#task;
    const { prompt, maxTokens, grammar } = prepared;
    const { vocabulary, samplingDefaults, nextSeed } = this.#options;
    const picker = createTokenPicker({
      settings: resolveSampling(request, samplingDefaults, nextSeed()),
      grammar: grammar?.begin(),
      isEnd: vocabulary.isEndOfGeneration,
      prompt,
    });
    return {
      prompt,
      // The library computes one token at least; of a prompt that is only asked back it is not told.
      maxTokens: Math.max(1, maxTokens),
      promptReuse: request.promptReuse !== false,
      picker,
      onPromptScores: this.#createScoring(),
      onToken: (picked) => maxTokens > 0 && this.#take(picked),
      onEnd: (reason) => this.#finish(reason),
      onFail: this.#events.fail,
    };
  }

  /** The caller is answered at once; the computing ends with the step that is running. */
  #abort(): void {
    this.#job.cancel();
    this.#finish("aborted");
  }

  /** The reader has left, or has read everything. */
  #leave(): void {
    this.#task.signal?.removeEventListener("abort", this.#onAbort);
    this.#job.cancel();
  }

  #finish(ending: FinishReason): void {
    this.#deltas.flush(ending);
    const { prompt, maxTokens } = this.#task.prepared;
    this.#events.push({
      type: "finish",
      reason: this.#toReason(ending),
      usage: {
        promptTokens: prompt.length,
        cachedPromptTokens: this.#job.cachedPromptTokens,
        completionTokens: Math.min(maxTokens, this.#job.told),
        reasoningTokens: this.#deltas.reasoningTokens,
        source: "engine",
      },
      timings: { prepareMs: this.#task.prepareMs, ...this.#job.timings() },
    });
    this.#events.end();
  }

  #toReason(ending: FinishReason): FinishReason {
    if (ending !== "stop") return ending;
    if (this.#task.prepared.maxTokens === 0) return "length";
    return this.#deltas.calls > 0 ? "tool-call" : "stop";
  }
}
