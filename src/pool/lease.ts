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
  readonly entry: Pick<PoolEntry, "name" | "pooled" | "taken" | "answered" | "die">;
  readonly loaded: LoadedModel;
  /** Gives the place back; harmless when called twice. */
  readonly release: () => void;
}

export interface LeaseOptions {
  /** Told with every answer, right after its start. */
  readonly warning?: Warning | undefined;
}

/** The right of one request to use a model: its answers and its crash are told to the entry, and it can be taken away. */
export class ModelLease implements Lease {
  readonly pooled: PoolModel;
  readonly loaded: LoadedModel;
  readonly #place: Place;
  readonly #warning: Warning | undefined;

  constructor(place: Place, { warning }: LeaseOptions = {}) {
    const { entry, loaded } = place;
    this.#place = place;
    this.#warning = warning;
    this.pooled = entry.pooled;
    this.loaded = {
      info: loaded.info,
      chat: loaded.chat && this.#lendChat(loaded.chat),
      embedding: loaded.embedding && this.#lendEmbedding(loaded.embedding),
      ...(loaded.readMemory !== undefined && { readMemory: loaded.readMemory.bind(loaded) }),
      [Symbol.asyncDispose]: () => loaded[Symbol.asyncDispose](),
    };
  }

  [Symbol.dispose](): void {
    this.#place.release();
  }

  #lendChat(chat: ChatModel): ChatModel {
    return decorateChatModel(chat, { chat: (request, options) => this.#answer(chat, request, options) });
  }

  async *#answer(chat: ChatModel, request: ChatRequest, options: ChatOptions = {}): AsyncGenerator<ChatEvent> {
    const { entry } = this.#place;
    using either = joinSignals(options.signal, entry.taken);
    try {
      for await (const event of chat.chat(request, { ...options, signal: either.signal })) {
        if (event.type === "finish") {
          if (entry.taken.aborted && options.signal?.aborted !== true) throw takenAway(entry.name);
          entry.answered();
        }
        yield event;
        if (event.type === "start" && this.#warning !== undefined) yield { type: "warning", warning: this.#warning };
      }
    } catch (thrown) {
      throw toOutcome(thrown, entry);
    }
  }

  #lendEmbedding(embedding: EmbeddingModel): EmbeddingModel {
    return {
      id: embedding.id,
      maxTokens: embedding.maxTokens,
      // Known only once an endpoint has answered.
      get dimensions() {
        return embedding.dimensions;
      },
      embed: async (texts, options = {}) => {
        const { entry } = this.#place;
        using either = joinSignals(options.signal, entry.taken);
        try {
          const answer = await embedding.embed(texts, { ...options, signal: either.signal });
          entry.answered();
          return answer;
        } catch (thrown) {
          throw toOutcome(thrown, entry);
        }
      },
      [Symbol.asyncDispose]: () => embedding[Symbol.asyncDispose](),
    };
  }
}

function toOutcome(thrown: unknown, entry: Place["entry"]): AssayError {
  // Whatever the engine says of it: this is why.
  if (entry.taken.aborted) return takenAway(entry.name);
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
