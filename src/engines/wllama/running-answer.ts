import type { ChatEvent, FinishReason, TokenLogprob } from "../../core/chat-event.ts";
import type { ChatRequest } from "../../core/chat-model.ts";
import { createEventQueue } from "../../lib/event-queue.ts";
import { howCallsCome } from "../answering/how-calls-come.ts";
import { DeltaStream } from "../generation/delta-stream.ts";
import { toRunError } from "./errors.ts";
import type { WrittenPrompt } from "./prompt-writer.ts";
import { type Chunk, chunkSchema, type WllamaSession } from "./wllama-session.ts";

export interface AnswerTask {
  readonly request: ChatRequest;
  readonly prompt: WrittenPrompt;
  /** The request in the fields of llama.cpp's server, for an answer whose marks are spelled out or not. */
  readonly encode: (readsMarks: boolean) => Readonly<Record<string, unknown>>;
  readonly contextTokens: number;
  readonly prepareMs: number;
  readonly signal: AbortSignal | undefined;
}

/** One answer, from the first computed token until nothing of it is left in the library. */
export class RunningAnswer {
  readonly #task: AnswerTask;
  readonly #events = createEventQueue<ChatEvent>(() => this.#leave());
  readonly #deltas: DeltaStream;
  readonly #ending = new AbortController();
  readonly #onAbort = () => this.#abort();
  /** Resolves when the library has let go of the request. */
  readonly released: Promise<void>;
  #last: Chunk | undefined;
  /** Tokens that came, of those with a chunk of their own and without. */
  #told = 0;
  /** Tokens without a text that may be the one which ends the turn. */
  #withheld = 0;
  #isFinished = false;

  constructor(session: WllamaSession, task: AnswerTask) {
    const { request, prompt } = task;
    const tools = request.toolChoice === "none" ? [] : (request.tools ?? []);
    this.#task = task;
    this.#deltas = new DeltaStream({
      request,
      reading: prompt.reading && { ...prompt.reading, tools, calls: howCallsCome(request) },
      emit: this.#events.push,
    });
    task.signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.released = this.#run(session);
  }

  get events(): AsyncIterable<ChatEvent> {
    return this.#events;
  }

  async #run(session: WllamaSession): Promise<void> {
    const { encode, contextTokens, prompt } = this.#task;
    try {
      const chunks = await session.createCompletion({
        ...encode(this.#deltas.readsMarks),
        prompt: prompt.text,
        stream: true,
        abortSignal: this.#ending.signal,
      });
      for await (const chunk of chunks) this.#take(chunkSchema.parse(chunk));
      this.#finish(this.#last?.choices[0].finish_reason === "stop" ? "stop" : "length");
    } catch (error) {
      if (!this.#ending.signal.aborted) this.#events.fail(toRunError(error, contextTokens));
    }
  }

  #take(chunk: Chunk): void {
    if (this.#isFinished) return;
    const fresh = chunk.timings.predicted_n - (this.#last?.timings.predicted_n ?? 0);
    this.#last = chunk;
    const [{ text, finish_reason: ending }] = chunk.choices;
    this.#withheld += fresh;
    if (text === "" && ending === null) return;
    // Of the last tokens the one that ended the turn is none of the answer.
    const tokens = this.#withheld - (ending === "stop" ? 1 : 0);
    this.#withheld = 0;
    for (let token = 1; token < tokens; token++) if (!this.#push("", undefined)) return;
    if (tokens > 0) this.#push(text, chunk);
  }

  #push(text: string, chunk: Chunk | undefined): boolean {
    this.#told++;
    if (this.#deltas.push(text, this.#toLogprob(chunk))) return true;
    this.#finish("stop");
    this.#ending.abort();
    return false;
  }

  #toLogprob(chunk: Chunk | undefined): TokenLogprob | undefined {
    const { logprobs: wanted } = this.#task.request;
    if (wanted === undefined) return undefined;
    const [found] = chunk?.choices[0].logprobs?.content ?? [];
    // Of the tokens of one character, only the last is told of.
    if (found === undefined) return { token: "", logprob: Number.NaN };
    const top = (found.top_logprobs ?? []).slice(0, wanted).map(({ token, logprob }) => ({ token, logprob }));
    return { token: found.token, logprob: found.logprob, ...(top.length === 0 ? {} : { top }) };
  }

  /** The caller is answered at once; the computing ends with the step that is running. */
  #abort(): void {
    this.#finish("aborted");
    this.#ending.abort();
  }

  /** The reader has left, or has read everything. */
  #leave(): void {
    this.#task.signal?.removeEventListener("abort", this.#onAbort);
    this.#isFinished = true;
    this.#ending.abort();
  }

  #finish(reason: FinishReason): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    this.#deltas.flush(reason);
    const { usage, timings } = this.#last ?? {};
    this.#events.push({
      type: "finish",
      reason: reason === "stop" && this.#deltas.calls > 0 ? "tool-call" : reason,
      usage: {
        promptTokens: usage?.prompt_tokens ?? (timings && timings.cache_n + timings.prompt_n),
        cachedPromptTokens: usage?.prompt_tokens_details?.cached_tokens ?? timings?.cache_n,
        completionTokens: this.#told,
        reasoningTokens: this.#deltas.reasoningTokens,
        source: "engine",
      },
      timings: {
        prepareMs: this.#task.prepareMs,
        prefillMs: timings?.prompt_ms,
        decodeMs: timings?.predicted_ms,
      },
    });
    this.#events.end();
  }
}
