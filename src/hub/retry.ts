import { AssayError } from "../core/errors.ts";
import type { Clock } from "../lib/clock.ts";
import { HubFailure } from "./hub-failure.ts";

export interface RetryOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Waits between the tries; after the last one it has failed. */
  readonly delaysMs?: readonly number[] | undefined;
  readonly onRetry?: ((error: AssayError, delayMs: number) => void) | undefined;
}

export const RETRY_DELAYS_MS: readonly number[] = [500, 2000, 5000, 15_000];
/** A server that asks for more patience than this is told no. */
const MOST_PATIENCE_MS = 5 * 60_000;

/**
 * Tries again what failed for a passing reason, as late as the server asks.
 *
 * `action` is told `onProgress`, and whoever calls it begins counting tries anew: a long download may break often.
 * @throws AssayError the last failure's, `aborted`
 */
export async function retry<T>(action: (onProgress: () => void) => Promise<T>, options: RetryOptions): Promise<T> {
  const { clock, signal, delaysMs = RETRY_DELAYS_MS, onRetry } = options;
  let tries = 0;
  while (true) {
    if (signal?.aborted) throw aborted(signal.reason);
    try {
      return await action(() => {
        tries = 0;
      });
    } catch (thrown) {
      if (signal?.aborted) throw aborted(thrown);
      if (!(thrown instanceof HubFailure)) throw thrown;
      const pauseMs = delaysMs[tries];
      const delayMs = Math.max(pauseMs ?? 0, thrown.retryAfterMs ?? 0);
      if (!thrown.isTransient || pauseMs === undefined || delayMs > MOST_PATIENCE_MS) throw thrown.error;
      onRetry?.(thrown.error, delayMs);
      tries += 1;
      await clock.sleep(delayMs, signal);
    }
  }
}

function aborted(cause: unknown): AssayError {
  if (cause instanceof AssayError) return cause;
  return new AssayError({ code: "aborted", message: "Stopped", cause });
}
