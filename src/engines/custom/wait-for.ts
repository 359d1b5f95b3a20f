import { anySignal } from "../../lib/any-signal.ts";
import type { Clock } from "../../lib/clock.ts";

/** Outcome of a wait for foreign code. */
export type Waited<T> =
  | { readonly type: "value"; readonly value: T }
  | { readonly type: "failed"; readonly error: unknown }
  | { readonly type: "aborted" }
  | { readonly type: "timeout" };

/** Waits for foreign code, but neither past an abort nor longer than `limitMs`. Never rejects. */
export async function waitFor<T>(
  work: () => T | PromiseLike<T>,
  {
    clock,
    limitMs,
    signal,
  }: { readonly clock: Clock; readonly limitMs: number; readonly signal?: AbortSignal | undefined },
): Promise<Waited<T>> {
  if (signal?.aborted) return { type: "aborted" };
  const over = new AbortController();
  const bounds = anySignal(over.signal, signal);
  const settled = (async () => work())().then(
    (value) => ({ type: "value", value }) as const,
    (error: unknown) => ({ type: "failed", error }) as const,
  );
  const bounded = clock.sleep(limitMs, bounds).then(() => ({ type: signal?.aborted ? "aborted" : "timeout" }) as const);
  const waited = await Promise.race([settled, bounded]);
  over.abort();
  return waited;
}
