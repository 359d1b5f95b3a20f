import { AssayError } from "../../core/errors.ts";
import type { Clock } from "../../lib/clock.ts";
import { crashed, gone, unloaded, unresponsive } from "./errors.ts";
import { OVER } from "./over.ts";
import type { ToChild, ToParent } from "./protocol.ts";
import { type Fork, spawnChild } from "./spawn-child.ts";

/** The process of one model, seen from the parent: questions, answers, and one reason for which it ended. */
export interface ModelProcess {
  readonly pid: number | undefined;
  /** Asks; the listener hears the answers until `done` or `failed`. */
  ask(question: Question, listener: Listener): Exchange;
  /** Asks what has one answer. @throws AssayError */
  request(question: Question, onProgress?: (ratio: number) => void): Promise<unknown>;
  /** Ends the process at once; whoever waits for an answer gets `reason`. */
  end(reason: AssayError): void;
  /** Lets the model go, then the process; at once when that takes longer than the bound. May be called twice. */
  unload(): Promise<void>;
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>;
}

export type Question = WithoutId<ToChild>;
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;

/** Called as messages arrive, before anything else. */
export interface Listener {
  onEvent?(message: ToParent & { readonly type: "event" }): void;
  onProgress?(ratio: number): void;
  onDone(value: unknown): void;
  onFailed(error: AssayError): void;
}

export interface Exchange {
  /** Asks the child to stop working on it; `done` or `failed` still follows. */
  cancel(): void;
}

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

export function createModelProcess(options: ModelProcessOptions): ModelProcess {
  const listeners = new Map<number, Listener>();
  let lastId = 0;
  let ended: AssayError | undefined;
  let unloading: Promise<void> | undefined;
  let heard = true;
  let loadId: number | undefined;
  let activity: AbortController | undefined;

  const child = spawnChild({ ...options, onMessage: hear });
  child.keepParentAlive(false);
  const exited = child.exit.then((exit) => finish(crashed(exit)));

  function hear(message: ToParent): void {
    heard = true;
    const listener = listeners.get(message.id);
    switch (message.type) {
      case "event":
        listener?.onEvent?.(message);
        break;
      case "progress":
        listener?.onProgress?.(message.ratio);
        break;
      case "done":
        forget(message.id);
        listener?.onDone(message.value);
        break;
      case "failed":
        forget(message.id);
        listener?.onFailed(new AssayError(message.error));
        break;
      default:
        message satisfies never;
    }
  }

  function ask(question: Question, listener: Listener): Exchange {
    if (ended !== undefined) {
      listener.onFailed(unloading === undefined ? gone(ended) : ended);
      return { cancel: () => {} };
    }
    lastId += 1;
    const id = lastId;
    listeners.set(id, listener);
    if (question.type === "load") loadId = id;
    beActive();
    child.send({ ...question, id });
    return {
      cancel: () => {
        if (listeners.has(id)) child.send({ type: "cancel", id });
      },
    };
  }

  function forget(id: number): void {
    listeners.delete(id);
    if (id === loadId) loadId = undefined;
    if (listeners.size > 0) return;
    activity?.abort(OVER);
    activity = undefined;
    child.keepParentAlive(false);
  }

  function beActive(): void {
    if (activity !== undefined) return;
    activity = new AbortController();
    child.keepParentAlive(true);
    void watch(activity.signal);
    options.whileActive?.(self, activity.signal);
  }

  /**
   * Counts checks without any message rather than time, so that a computer that slept does not look like a hang.
   * A load has a time limit of its own and may well keep its process too busy to answer.
   */
  async function watch(stopped: AbortSignal): Promise<void> {
    let silentChecks = 0;
    heard = true;
    while (true) {
      await options.clock.sleep(options.unresponsiveMs / CHECKS_PER_SILENCE, stopped);
      if (stopped.aborted) return;
      silentChecks = heard || loadId !== undefined ? 0 : silentChecks + 1;
      heard = false;
      if (silentChecks >= CHECKS_PER_SILENCE) return end(unresponsive(options.unresponsiveMs));
      child.send({ type: "ping", id: 0 });
    }
  }

  function end(reason: AssayError): void {
    finish(reason);
    child.kill();
  }

  function finish(reason: AssayError): void {
    ended ??= reason;
    const waiting = [...listeners];
    for (const [id, listener] of waiting) {
      forget(id);
      listener.onFailed(ended);
    }
  }

  async function unload(): Promise<void> {
    const wasRunning = ended === undefined;
    finish(unloaded());
    child.keepParentAlive(true);
    const done = new AbortController();
    if (wasRunning) child.send({ type: "unload", id: 0 });
    await Promise.race([exited, options.clock.sleep(wasRunning ? options.unloadMs : 0, done.signal)]);
    done.abort();
    child.kill();
    await exited;
  }

  const self: ModelProcess = {
    pid: child.pid,
    ask,
    request: (question, onProgress) =>
      new Promise((onDone, onFailed) => {
        ask(question, { onDone, onFailed, ...(onProgress && { onProgress }) });
      }),
    end,
    unload: () => {
      unloading ??= unload();
      return unloading;
    },
    exited,
  };
  return self;
}
