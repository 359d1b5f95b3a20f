import type { ChatEvent } from "../core/chat-event.ts";
import type { ChatModel, ChatOptions, ChatRequest } from "../core/chat-model.ts";
import { decorateChatModel } from "../core/decorate-chat-model.ts";
import type { EmbeddingModel } from "../core/embedding-model.ts";
import type { LoadedModel } from "../core/engine.ts";
import { type AssayError, toAssayError } from "../core/errors.ts";
import type { Warning } from "../core/warning.ts";
import type { Lease, PoolModel } from "./model-pool.ts";
import type { PoolEntry } from "./pool-entry.ts";
import { takenAway } from "./pool-errors.ts";

/** The place that one request has at one loaded model. */
export interface Place {
  readonly entry: Pick<PoolEntry, "name" | "pooled" | "taken" | "death" | "answered" | "die">;
  readonly loaded: LoadedModel;
  /** Gives the place back; harmless when called twice. */
  readonly release: () => void;
}

export interface LeaseOptions {
  /** Finds another place for the same request, on a fresh process. */
  readonly renew: () => Promise<Place>;
  /** Told with every answer, right after its start. */
  readonly warning?: Warning | undefined;
}

/**
 * The right of one request to use a model, which can be taken away.
 *
 * When the model's process ends before the request got anything of its answer, the request moves to a fresh process, once
 * and without a word: nothing that it was told becomes wrong. Later the failure is told, since no two answers are alike.
 */
export class ModelLease implements Lease {
  readonly pooled: PoolModel;
  readonly loaded: LoadedModel;
  readonly #first: Place;
  readonly #options: LeaseOptions;
  #place: Place;
  #renewal: Promise<void> | undefined;
  #disposed = false;

  constructor(place: Place, options: LeaseOptions) {
    const { entry, loaded } = place;
    this.#first = this.#place = place;
    this.#options = options;
    this.pooled = entry.pooled;
    this.loaded = {
      info: loaded.info,
      chat: loaded.chat && this.#lendChat(loaded.chat),
      embedding: loaded.embedding && this.#lendEmbedding(loaded.embedding),
      [Symbol.asyncDispose]: () => loaded[Symbol.asyncDispose](),
    };
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    this.#place.release();
  }

  #lendChat(chat: ChatModel): ChatModel {
    const { countTokens } = chat;
    return decorateChatModel(chat, {
      chat: (request, options) => this.#answer(chat, request, options),
      ...(countTokens !== undefined && {
        countTokens: (request, own) =>
          this.#ask(own, ({ chat: current = chat }, signal) =>
            (current.countTokens ?? countTokens).call(current, request, signal),
          ),
      }),
    });
  }

  #lendEmbedding(embedding: EmbeddingModel): EmbeddingModel {
    return {
      id: embedding.id,
      maxTokens: embedding.maxTokens,
      // Known only once an endpoint has answered.
      get dimensions() {
        return embedding.dimensions;
      },
      embed: (texts, options = {}) =>
        this.#ask(options.signal, ({ embedding: current = embedding }, signal) =>
          current.embed(texts, { ...options, signal }),
        ),
      [Symbol.asyncDispose]: () => embedding[Symbol.asyncDispose](),
    };
  }

  async *#answer(chat: ChatModel, request: ChatRequest, options: ChatOptions = {}): AsyncGenerator<ChatEvent> {
    const { warning } = this.#options;
    const told = new Set<string>();
    let hasContent = false;
    for (;;) {
      const place = this.#place;
      const { entry, loaded } = place;
      const current = loaded.chat ?? chat;
      using either = joinSignals(options.signal, entry.taken);
      try {
        for await (const event of current.chat(request, { ...options, signal: either.signal })) {
          if (event.type === "finish") {
            if (entry.taken.aborted && options.signal?.aborted !== true) throw takenAway(entry.name);
            entry.answered();
          }
          if (event.type !== "start" && event.type !== "warning") hasContent = true;
          else if (isRepeated(event, told)) continue;
          yield event;
          if (event.type === "start" && warning !== undefined) yield { type: "warning", warning };
        }
        return;
      } catch (thrown) {
        const error = toOutcome(thrown, entry, options.signal);
        if (hasContent || !(await this.#renew(place, error))) throw error;
      }
    }
  }

  /** Asks what has one answer. */
  async #ask<T>(
    own: AbortSignal | undefined,
    use: (loaded: LoadedModel, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const place = this.#place;
    using either = joinSignals(own, place.entry.taken);
    try {
      const answer = await use(place.loaded, either.signal);
      place.entry.answered();
      return answer;
    } catch (thrown) {
      const error = toOutcome(thrown, place.entry, own);
      if (!(await this.#renew(place, error))) throw error;
    }
    return this.#ask(own, use);
  }

  /** Moves to a fresh process, with all answers of this lease. @returns false where that is no way out */
  async #renew(lost: Place, error: AssayError): Promise<boolean> {
    if (lost !== this.#first || error.code !== "model-crashed" || this.#disposed) return false;
    this.#renewal ??= this.#moveOn();
    return this.#renewal.then(
      () => true,
      () => false,
    );
  }

  async #moveOn(): Promise<void> {
    this.#first.release();
    this.#place = await this.#options.renew();
    if (this.#disposed) this.#place.release();
  }
}

function isRepeated(event: ChatEvent, told: Set<string>): boolean {
  const text = event.type === "warning" ? `warning ${event.warning.message}` : event.type;
  if (told.has(text)) return true;
  told.add(text);
  return false;
}

function toOutcome(thrown: unknown, entry: Place["entry"], own: AbortSignal | undefined): AssayError {
  // Whatever the engine says of it: this is why.
  if (entry.taken.aborted) return takenAway(entry.name);
  if (entry.death !== undefined && own?.aborted !== true) return entry.death;
  const error = toAssayError(thrown);
  if (error.code === "model-crashed") entry.die(error);
  return error;
}

/** Not `anySignal()`: a model that leaves a listener on it would keep every request for as long as the other signal lives. */
function joinSignals(own: AbortSignal | undefined, other: AbortSignal): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const signals = own === undefined ? [other] : [own, other];
  for (const signal of signals) {
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
  }
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      for (const signal of signals) signal.removeEventListener("abort", abort);
    },
  };
}
