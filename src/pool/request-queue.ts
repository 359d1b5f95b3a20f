import type { AssayError } from "../core/errors.ts";
import type { Clock } from "../lib/clock.ts";
import { callerStopped, queueFull } from "./pool-errors.ts";

/** The places of one model, and who waits for them in order of arrival. */
export interface RequestQueue {
  /** Requests that have a place. */
  readonly active: number;
  readonly waiting: number;
  /**
   * Resolves with what gives the place back (harmless when called twice), or with undefined when the queue was closed
   * without a reason: its successor is to be asked.
   * @throws AssayError `queue-full`, `aborted`, or the reason for which the queue was closed
   */
  take(signal?: AbortSignal): Promise<(() => void) | undefined>;
  /** Gives out places; before, everybody waits. */
  open(places: number): void;
  /** Turns away who waits or comes; who has a place keeps it. */
  close(reason?: AssayError): void;
  /** Resolves when nobody has a place or waits. */
  idle(): Promise<void>;
}

export interface RequestQueueOptions {
  readonly name: string;
  /** Requests that may wait. */
  readonly limit: number;
  readonly clock: Clock;
}

/** While nothing is known of how long an answer takes: a small model has loaded and answered by then. */
const UNKNOWN_DURATION_MS = 2_000;
/** Weight of the newest answer in the average: some ten answers are remembered. */
const NEWEST_WEIGHT = 0.2;

interface Waiter {
  readonly enter: () => void;
  readonly turnAway: (reason: AssayError | undefined) => void;
}

export function createRequestQueue({ name, limit, clock }: RequestQueueOptions): RequestQueue {
  const waiting = new Set<Waiter>();
  let places = 0;
  let active = 0;
  let averageMs: number | undefined;
  let closed: { readonly reason: AssayError | undefined } | undefined;
  const idlers: (() => void)[] = [];

  function occupy(): () => void {
    active += 1;
    const startedMs = clock.now();
    let returned = false;
    return () => {
      if (returned) return;
      returned = true;
      active -= 1;
      const tookMs = clock.now() - startedMs;
      averageMs = averageMs === undefined ? tookMs : averageMs + (tookMs - averageMs) * NEWEST_WEIGHT;
      admit();
    };
  }

  function admit(): void {
    for (const waiter of waiting) {
      if (active >= places) break;
      waiting.delete(waiter);
      waiter.enter();
    }
    if (active === 0 && waiting.size === 0) for (const tell of idlers.splice(0)) tell();
  }

  /** A place in the queue is free again when the next of the running answers ends. */
  function retryAfterMs(): number {
    return Math.max(1000, (averageMs ?? UNKNOWN_DURATION_MS) / Math.max(1, places));
  }

  return {
    get active() {
      return active;
    },
    get waiting() {
      return waiting.size;
    },
    async take(signal) {
      if (closed?.reason !== undefined) throw closed.reason;
      if (closed !== undefined) return undefined;
      if (signal?.aborted) throw callerStopped(name);
      if (active < places) return occupy();
      // The first must be let in to wait for the load, even where nobody may wait for others.
      if (waiting.size >= (places === 0 ? limit + 1 : limit)) throw queueFull(name, limit, retryAfterMs());
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting.delete(waiter);
          signal?.removeEventListener("abort", stop);
        };
        const stop = () => {
          leave();
          reject(callerStopped(name));
          admit();
        };
        const waiter: Waiter = {
          enter() {
            leave();
            resolve(occupy());
          },
          turnAway(reason) {
            leave();
            if (reason === undefined) resolve(undefined);
            else reject(reason);
          },
        };
        waiting.add(waiter);
        signal?.addEventListener("abort", stop, { once: true });
      });
    },
    open(count) {
      places = count;
      admit();
    },
    close(reason) {
      closed ??= { reason };
      for (const waiter of [...waiting]) waiter.turnAway(reason);
      admit();
    },
    async idle() {
      if (active === 0 && waiting.size === 0) return;
      await new Promise<void>((resolve) => idlers.push(resolve));
    },
  };
}
