import type { AssayError } from "../../core/errors.ts";
import type { Clock } from "../../lib/clock.ts";
import { crashed, gone, unloaded, unresponsive } from "./errors.ts";
import { type Exchange, isLast, type Listener, type ModelLink, OVER, passAnswer } from "./link/model-link.ts";
import type { ToChild, ToParent } from "./protocol.ts";
import { type Fork, type SpawnedChild, spawnChild } from "./spawn-child.ts";

export type Question = WithoutId<ToChild>;
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;

export interface ModelProcessOptions {
  readonly fork: Fork | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** The process is ended when it gives no sign of life for so long while a request runs. */
  readonly unresponsiveMs: number;
  /** How long an unload may take before the process is ended. */
  readonly unloadMs: number;
  /** Called whenever questions begin to be open; the signal aborts when the last of them is answered. */
  readonly whileActive?: ((process: ModelProcess, stopped: AbortSignal) => void) | undefined;
}

const CHECKS_PER_SILENCE = 4;

/** The process of one model, seen from the parent: questions, answers, and one reason for which it ended. */
export class ModelProcess implements ModelLink {
  readonly #options: ModelProcessOptions;
  readonly #child: SpawnedChild;
  readonly #listeners = new Map<number, Listener>();
  readonly #reason = Promise.withResolvers<AssayError>();
  readonly #exited: Promise<void>;
  #lastId = 0;
  #ended: AssayError | undefined;
  #unloading: Promise<void> | undefined;
  #heard = true;
  #loadId: number | undefined;
  #activity: AbortController | undefined;

  constructor(options: ModelProcessOptions) {
    this.#options = options;
    this.#child = spawnChild({ ...options, onMessage: (message) => this.#hear(message) });
    this.#child.keepParentAlive(false);
    this.#exited = this.#child.exit.then((exit) => this.#finish(crashed(exit)));
  }

  /** Absent when the system could not start it. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Resolves with the reason once the process has ended or is about to. */
  get ended(): Promise<AssayError> {
    return this.#reason.promise;
  }

  /** Asks; the listener hears the answers until `done` or `failed`. */
  ask(question: Question, listener: Listener): Exchange {
    if (this.#ended !== undefined) {
      listener.onFailed(this.#unloading === undefined ? gone(this.#ended) : this.#ended);
      return { cancel: () => {} };
    }
    this.#lastId += 1;
    const id = this.#lastId;
    this.#listeners.set(id, listener);
    if (question.type === "load") this.#loadId = id;
    this.#beActive();
    this.#child.send({ ...question, id });
    return {
      cancel: () => {
        if (this.#listeners.has(id)) this.#child.send({ type: "cancel", id });
      },
    };
  }

  /** Asks what has one answer. @throws AssayError */
  request(question: Question, onProgress?: (ratio: number) => void): Promise<unknown> {
    return new Promise((onDone, onFailed) => {
      this.ask(question, { onDone, onFailed, ...(onProgress && { onProgress }) });
    });
  }

  /** Ends the process at once; whoever waits for an answer gets `reason`. */
  end(reason: AssayError): void {
    this.#finish(reason);
    this.#child.kill();
  }

  /** Lets the model go, then the process; at once when that takes longer than the bound. May be called twice. */
  unload(): Promise<void> {
    this.#unloading ??= this.#unload();
    return this.#unloading;
  }

  #hear(message: ToParent): void {
    this.#heard = true;
    const listener = this.#listeners.get(message.id);
    if (isLast(message)) this.#forget(message.id);
    passAnswer(message, listener);
  }

  #forget(id: number): void {
    this.#listeners.delete(id);
    if (id === this.#loadId) this.#loadId = undefined;
    if (this.#listeners.size > 0) return;
    this.#activity?.abort(OVER);
    this.#activity = undefined;
    this.#child.keepParentAlive(false);
  }

  #beActive(): void {
    if (this.#activity !== undefined) return;
    this.#activity = new AbortController();
    this.#child.keepParentAlive(true);
    void this.#watch(this.#activity.signal);
    this.#options.whileActive?.(this, this.#activity.signal);
  }

  /**
   * Counts checks without any message rather than time, so that a computer that slept does not look like a hang.
   * A load has a time limit of its own and may well keep its process too busy to answer.
   */
  async #watch(stopped: AbortSignal): Promise<void> {
    const { clock, unresponsiveMs } = this.#options;
    let silentChecks = 0;
    this.#heard = true;
    while (true) {
      await clock.sleep(unresponsiveMs / CHECKS_PER_SILENCE, stopped);
      if (stopped.aborted) return;
      silentChecks = this.#heard || this.#loadId !== undefined ? 0 : silentChecks + 1;
      this.#heard = false;
      if (silentChecks >= CHECKS_PER_SILENCE) return this.end(unresponsive(unresponsiveMs));
      this.#child.send({ type: "ping", id: 0 });
    }
  }

  #finish(reason: AssayError): void {
    this.#ended ??= reason;
    this.#reason.resolve(this.#ended);
    for (const [id, listener] of [...this.#listeners]) {
      this.#forget(id);
      listener.onFailed(this.#ended);
    }
  }

  async #unload(): Promise<void> {
    const wasRunning = this.#ended === undefined;
    this.#finish(unloaded());
    this.#child.keepParentAlive(true);
    const done = new AbortController();
    if (wasRunning) this.#child.send({ type: "unload", id: 0 });
    await Promise.race([this.#exited, this.#options.clock.sleep(wasRunning ? this.#options.unloadMs : 0, done.signal)]);
    done.abort();
    this.#child.kill();
    await this.#exited;
  }
}
