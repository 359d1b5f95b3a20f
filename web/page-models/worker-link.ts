import { AssayError } from "../../src/core/errors.ts";
import {
  type Exchange,
  isLast,
  type Listener,
  type ModelLink,
  passAnswer,
} from "../../src/engines/hosted/link/model-link.ts";
import type { ModelQuestion } from "../../src/engines/hosted/link/protocol.ts";
import type { FromWorker, LoadedInWorker, LoadProgress, ToWorker, WorkerSettings } from "./messages.ts";
import type { PageModel } from "./page-model.ts";

type Question = WithoutId<Exclude<ToWorker, { readonly type: "cancel" }>>;
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;

const ENTRY = "/web/model-worker.js";

/** The worker of one model, seen from the page. It is ended after any failure: what has failed in it may fail again. */
export class WorkerLink implements ModelLink {
  readonly #worker = new Worker(ENTRY, { type: "module", name: "model" });
  readonly #listeners = new Map<number, Listener>();
  readonly #onProgress: (progress: LoadProgress) => void;
  readonly #reason = Promise.withResolvers<AssayError>();
  #lastId = 0;
  #ended: AssayError | undefined;

  constructor(onProgress: (progress: LoadProgress) => void) {
    this.#onProgress = onProgress;
    this.#worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => this.#hear(data));
    this.#worker.addEventListener("error", ({ message }: Partial<ErrorEvent>) => this.end(crashed(message)));
  }

  /** Resolves with the reason once the worker has ended. */
  get ended(): Promise<AssayError> {
    return this.#reason.promise;
  }

  /** @throws AssayError */
  load(model: PageModel, settings: WorkerSettings, signal: AbortSignal | undefined): Promise<LoadedInWorker> {
    const stopped = new AssayError({ code: "aborted", message: "The load was stopped." });
    const abort = () => this.end(stopped);
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort, { once: true });
    const loaded = this.#request({ type: "load", model, settings }) as Promise<LoadedInWorker>;
    return loaded.finally(() => signal?.removeEventListener("abort", abort));
  }

  ask(question: ModelQuestion, listener: Listener): Exchange {
    return this.#ask(question, listener);
  }

  request(question: ModelQuestion): Promise<unknown> {
    return this.#request(question);
  }

  end(reason: AssayError): void {
    this.#ended ??= reason;
    this.#worker.terminate();
    this.#reason.resolve(this.#ended);
    for (const listener of this.#listeners.values()) listener.onFailed(this.#ended);
    this.#listeners.clear();
  }

  async unload(): Promise<void> {
    this.end(
      new AssayError({ code: "aborted", message: "The model has been unloaded.", hint: "Load the model again." }),
    );
  }

  #request(question: Question): Promise<unknown> {
    return new Promise((onDone, onFailed) => void this.#ask(question, { onDone, onFailed }));
  }

  #ask(question: Question, listener: Listener): Exchange {
    if (this.#ended !== undefined) {
      listener.onFailed(this.#ended);
      return { cancel: () => {} };
    }
    this.#lastId += 1;
    const id = this.#lastId;
    this.#listeners.set(id, listener);
    this.#send({ ...question, id });
    return { cancel: () => this.#listeners.has(id) && this.#send({ type: "cancel", id }) };
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromWorker): void {
    if (message.type === "load-progress") {
      this.#onProgress(message.progress);
      return;
    }
    const listener = this.#listeners.get(message.id);
    if (isLast(message)) this.#listeners.delete(message.id);
    passAnswer(message, listener);
  }
}

/** A worker whose script cannot be had says nothing. */
function crashed(words: string | undefined): AssayError {
  if (words === undefined)
    return new AssayError({
      code: "model-crashed",
      message: "The model's worker could not be started: its script did not come.",
      hint: "Look whether the service runs, then load the page again.",
    });
  const isMemory = /memory|alloc/i.test(words);
  return new AssayError({
    code: isMemory ? "out-of-memory" : "model-crashed",
    message: `The model's worker has ended: ${words}`,
    hint: isMemory ? "Choose a smaller model, or close other tabs." : "Load the model again.",
  });
}
