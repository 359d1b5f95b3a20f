import { AssayError } from "../../../core/errors.ts";
import type { ModelAnswer, ModelQuestion } from "./protocol.ts";

/** A reason to abort what merely has ended: without one each abort makes an exception with a stack, which costs more than a token. */
export const OVER = "over";

/** The way to a model that runs elsewhere: in a process or a worker of its own. */
export interface ModelLink {
  /** Asks; the listener hears the answers until `done` or `failed`. */
  ask(question: ModelQuestion, listener: Listener): Exchange;
  /** Asks what has one answer. @throws AssayError */
  request(question: ModelQuestion): Promise<unknown>;
  /** Ends what runs the model at once; whoever waits for an answer gets `reason`. */
  end(reason: AssayError): void;
  /** Lets the model go. May be called twice. */
  unload(): Promise<void>;
}

/** Called as messages arrive, before anything else. */
export interface Listener {
  onEvent?(message: ModelAnswer & { readonly type: "event" }): void;
  onProgress?(ratio: number): void;
  onDone(value: unknown): void;
  onFailed(error: AssayError): void;
}

export interface Exchange {
  /** Asks the model to stop working on it; `done` or `failed` still follows. */
  cancel(): void;
}

/** Whether nothing of the question follows this message. */
export function isLast({ type }: ModelAnswer): boolean {
  return type === "done" || type === "failed";
}

/** Passes a message on to whoever asked, if somebody still listens. */
export function passAnswer(message: ModelAnswer, listener: Listener | undefined): void {
  switch (message.type) {
    case "event":
      listener?.onEvent?.(message);
      break;
    case "progress":
      listener?.onProgress?.(message.ratio);
      break;
    case "done":
      listener?.onDone(message.value);
      break;
    case "failed":
      listener?.onFailed(new AssayError(message.error));
      break;
    default:
      message satisfies never;
  }
}
