import { AssayError } from "../core/errors.ts";
import type { Clock } from "../lib/clock.ts";
import type { RetryPolicy } from "./retry-policy.ts";

/** A failure that may pass by itself; `retryAfterMs` is what the server asked for. */
export class PassingError extends AssayError {
  /** Marks an error as one that may pass. */
  static of({ code, message, hint, cause, retryAfterMs }: AssayError, askedMs = retryAfterMs): PassingError {
    return new PassingError({ code, message, hint, cause, retryAfterMs: askedMs });
  }
}

export interface NextTry {
  readonly delayMs: number;
  readonly attempt: number;
  readonly attempts: number;
}

/** Called before each further try with its number, the first having been 1, and how many there are at most. */
export type OnRetry = (error: AssayError, next: NextTry) => void;

export interface RetryOptions {
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly onRetry?: OnRetry | undefined;
}

/**
 * Runs an action again after a `PassingError`, as late as the server asks.
 *
 * The action is given `resetTries`: a long download that breaks often but moves on begins counting anew.
 * @throws AssayError the last failure; `aborted`
 */
export async function retry<T>(action: (resetTries: () => void) => Promise<T>, options: RetryOptions): Promise<T> {
  const { policy, clock, signal, onRetry } = options;
  let tries = 0;
  const resetTries = () => {
    tries = 0;
  };
  while (true) {
    if (signal?.aborted) throw aborted(signal.reason);
    try {
      return await action(resetTries);
    } catch (error) {
      if (signal?.aborted) throw aborted(error);
      const pauseMs = policy.delaysMs[tries];
      if (!(error instanceof PassingError) || pauseMs === undefined) throw error;
      const delayMs = Math.max(pauseMs, error.retryAfterMs ?? 0);
      if (delayMs > policy.mostPatienceMs) throw error;
      tries += 1;
      onRetry?.(error, { delayMs, attempt: tries + 1, attempts: policy.delaysMs.length + 1 });
      await clock.sleep(delayMs, signal);
    }
  }
}

function aborted(cause: unknown): AssayError {
  if (cause instanceof AssayError) return cause;
  return new AssayError({ code: "aborted", message: "The request was stopped.", cause });
}
