import type { ChatEvent } from "../core/chat-event.ts";
import type { ChatModel } from "../core/chat-model.ts";
import { decorateChatModel } from "../core/decorate-chat-model.ts";
import type { EmbeddingModel } from "../core/embedding-model.ts";
import type { LoadedModel } from "../core/engine.ts";
import { type AssayError, toAssayError } from "../core/errors.ts";
import type { Warning } from "../core/warning.ts";

/** What the pool wants to know and do while one request uses a model. */
export interface Watcher {
  /** Aborts when the model is taken away from its requests. */
  readonly taken: AbortSignal;
  /** What such a request gets. */
  readonly takenError: () => AssayError;
  readonly onAnswered: () => void;
  readonly onFailed: (error: AssayError) => void;
  /** Told with every answer, right after its start. */
  readonly warning?: Warning | undefined;
}

/** The model as one request sees it: its end is noticed, and it can be taken away. */
export function watchModel(loaded: LoadedModel, watcher: Watcher): LoadedModel {
  return {
    info: loaded.info,
    chat: loaded.chat && watchChat(loaded.chat, watcher),
    embedding: loaded.embedding && watchEmbedding(loaded.embedding, watcher),
    ...(loaded.readMemory !== undefined && { readMemory: loaded.readMemory.bind(loaded) }),
    [Symbol.asyncDispose]: () => loaded[Symbol.asyncDispose](),
  };
}

function watchChat(chat: ChatModel, watcher: Watcher): ChatModel {
  async function* answer(...[request, options = {}]: Parameters<ChatModel["chat"]>): AsyncGenerator<ChatEvent> {
    using either = joinSignals(options.signal, watcher.taken);
    try {
      for await (const event of chat.chat(request, { ...options, signal: either.signal })) {
        if (event.type === "finish") {
          if (watcher.taken.aborted && options.signal?.aborted !== true) throw watcher.takenError();
          watcher.onAnswered();
        }
        yield event;
        if (event.type === "start" && watcher.warning !== undefined)
          yield { type: "warning", warning: watcher.warning };
      }
    } catch (thrown) {
      throw toOutcome(thrown, watcher);
    }
  }
  return decorateChatModel(chat, { chat: answer });
}

function watchEmbedding(embedding: EmbeddingModel, watcher: Watcher): EmbeddingModel {
  return {
    id: embedding.id,
    maxTokens: embedding.maxTokens,
    [Symbol.asyncDispose]: () => embedding[Symbol.asyncDispose](),
    // Known only once an endpoint has answered.
    get dimensions() {
      return embedding.dimensions;
    },
    async embed(texts, options = {}) {
      using either = joinSignals(options.signal, watcher.taken);
      try {
        const answer = await embedding.embed(texts, { ...options, signal: either.signal });
        watcher.onAnswered();
        return answer;
      } catch (thrown) {
        throw toOutcome(thrown, watcher);
      }
    },
  };
}

function toOutcome(thrown: unknown, { taken, takenError, onFailed }: Watcher): AssayError {
  // Whatever the engine says of it: this is why.
  if (taken.aborted) return takenError();
  const error = toAssayError(thrown);
  onFailed(error);
  return error;
}

/** `AbortSignal.any()` would hang every request on the signal that lives as long as the model. */
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
