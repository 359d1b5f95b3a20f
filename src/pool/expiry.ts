import type { Clock } from "../lib/clock.ts";
import type { Timer } from "./timer.ts";

/** Ends what nobody has used for its time to live. */
export interface Expiry extends Disposable {
  /** Looks again at what is idle: to be called whenever a model is loaded, used or given a new time. */
  update(): void;
}

export interface Expiring {
  /** When its time is over, by the clock; absent while it is used or has no such time. */
  readonly expiresAtMs: number | undefined;
  readonly expire: () => void;
}

/** Creates an expiry with one timer, for the model whose time is over first. */
export function createExpiry(options: {
  readonly clock: Clock;
  readonly timer: Timer;
  readonly list: () => Iterable<Expiring>;
}): Expiry {
  let stop: (() => void) | undefined;

  function update(): void {
    stop?.();
    stop = undefined;
    const nowMs = options.clock.now();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const { expiresAtMs, expire } of [...options.list()]) {
      if (expiresAtMs === undefined) continue;
      if (expiresAtMs <= nowMs) expire();
      else nextMs = Math.min(nextMs, expiresAtMs);
    }
    if (nextMs < Number.POSITIVE_INFINITY) stop = options.timer.start(nextMs - nowMs, update);
  }

  return { update, [Symbol.dispose]: () => stop?.() };
}
