import type { LoadedModel } from "../../../core/engine.ts";
import { AssayError } from "../../../core/errors.ts";
import type { EmbeddingsRecord, LoadedParts, ModelAnswer, ModelQuestion } from "./protocol.ts";

/** The far end of a link: answers questions with a model that is loaded there. */
export interface ModelServer {
  answer(question: ModelQuestion & { readonly id: number }): Promise<unknown>;
  /** Stops working on the question of this id. */
  cancel(id: number): void;
}

export interface ModelServerOptions<Sent> {
  readonly model: () => LoadedModel | undefined;
  readonly say: (message: ModelAnswer) => void;
  /** Brings a vector into the form in which it travels. */
  readonly toSent: (vector: Float32Array) => Sent;
}

export function createModelServer<Sent>({ model, say, toSent }: ModelServerOptions<Sent>): ModelServer {
  const running = new Map<number, AbortController>();

  function loaded<K extends "chat" | "embedding">(part: K): NonNullable<LoadedModel[K]> {
    const found = model()?.[part];
    if (found) return found;
    throw new AssayError({ code: "internal", message: `No ${part} is loaded in this process.` });
  }

  async function cancellable<T>(id: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      return await run(controller.signal);
    } finally {
      running.delete(id);
    }
  }

  return {
    async answer({ id, ...question }) {
      switch (question.type) {
        case "chat":
          return cancellable(id, async (signal) => {
            for await (const event of loaded("chat").chat(question.request, { signal }))
              say({ type: "event", id, event });
          });
        case "count":
          return loaded("chat").countTokens?.(question.request);
        case "render":
          return loaded("chat").renderPrompt?.(question.request);
        case "embed":
          return cancellable(id, async (signal) => {
            const { vectors, usage } = await loaded("embedding").embed(question.texts, { signal });
            return { vectors: vectors.map(toSent), usage } satisfies EmbeddingsRecord<Sent>;
          });
        default:
          return question satisfies never;
      }
    },
    cancel: (id) => running.get(id)?.abort(),
  };
}

/** Says what can be asked of a loaded model. */
export function describeParts({ chat, embedding }: LoadedModel): LoadedParts {
  return {
    chat: chat && {
      id: chat.id,
      capabilities: chat.capabilities,
      counts: chat.countTokens !== undefined,
      renders: chat.renderPrompt !== undefined,
    },
    embedding: embedding && {
      id: embedding.id,
      dimensions: embedding.dimensions,
      maxTokens: embedding.maxTokens,
    },
  };
}
