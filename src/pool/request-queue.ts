import type { AssayError } from "../core/errors.ts";
import type { Clock } from "../lib/clock.ts";
import { callerStopped, queueFull } from "./pool-errors.ts";

export interface RequestQueueOptions {
  readonly name: string;
  /** Requests that may wait. */
  readonly limit: number;
  readonly clock: Clock;
}

/** While nothing is known of how long an answer takes: a small model has loaded and answered by then. */
const UNKNOWN_DURATION_MS = 2_000;
/** Answers that are remembered: the longest of them stands for each that is to come. */
const REMEMBERED_ANSWERS = 10;

interface Waiter {
  readonly enter: () => void;
  readonly turnAway: (reason: AssayError | undefined) => void;
}

/** The places of one model, and who waits for them in order of arrival. */
export class RequestQueue {
  readonly #options: RequestQueueOptions;
  readonly #waiting = new Set<Waiter>();
  readonly #idlers: (() => void)[] = [];
  #places = 0;
  readonly #starts = new Set<{ readonly ms: number }>();
  readonly #recentMs: number[] = [];
  #closed: { readonly reason: AssayError | undefined } | undefined;

  constructor(options: RequestQueueOptions) {
    this.#options = options;
  }

  /** Requests that have a place. */
  get active(): number {
    return this.#starts.size;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** How long those that have a place or wait take at most, if each takes as long as the longest of late. */
  get idleInMs(): number {
    const rounds = Math.ceil((this.active + this.#waiting.size) / Math.max(1, this.#places));
    return rounds * this.#longestMs();
  }

  /**
   * Resolves with what gives the place back (harmless when called twice), or with undefined when the queue was closed
   * without a reason: its successor is to be asked.
   * @throws AssayError `queue-full`, `aborted`, or the reason for which the queue was closed
   */
  async take(signal?: AbortSignal): Promise<(() => void) | undefined> {
    const { name, limit } = this.#options;
    if (this.#closed?.reason !== undefined) throw this.#closed.reason;
    if (this.#closed !== undefined) return undefined;
    if (signal?.aborted) throw callerStopped(name);
    if (this.active < this.#places) return this.#occupy();
    // The first must be let in to wait for the load, even where nobody may wait for others.
    const most = this.#places === 0 ? limit + 1 : limit;
    if (this.#waiting.size >= most) throw queueFull(name, limit, Math.max(1000, this.idleInMs));
    return this.#wait(signal);
  }

  /** Gives out places; before, everybody waits. */
  open(places: number): void {
    this.#places = places;
    this.#admit();
  }

  /** Turns away who waits or comes; who has a place keeps it. */
  close(reason?: AssayError): void {
    this.#closed ??= { reason };
    for (const waiter of [...this.#waiting]) waiter.turnAway(reason);
    this.#admit();
  }

  /** Resolves when nobody has a place or waits. */
  async idle(): Promise<void> {
    if (this.active === 0 && this.#waiting.size === 0) return;
    await new Promise<void>((resolve) => this.#idlers.push(resolve));
  }

  #wait(signal: AbortSignal | undefined): Promise<(() => void) | undefined> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(waiter);
        signal?.removeEventListener("abort", stop);
      };
      const stop = () => {
        leave();
        reject(callerStopped(this.#options.name));
        this.#admit();
      };
      const waiter: Waiter = {
        enter: () => {
          leave();
          resolve(this.#occupy());
        },
        turnAway(reason) {
          leave();
          if (reason === undefined) resolve(undefined);
          else reject(reason);
        },
      };
      this.#waiting.add(waiter);
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  #occupy(): () => void {
    const { clock } = this.#options;
    const start = { ms: clock.now() };
    this.#starts.add(start);
    return () => {
      if (!this.#starts.delete(start)) return;
      if (this.#recentMs.push(clock.now() - start.ms) > REMEMBERED_ANSWERS) this.#recentMs.shift();
      this.#admit();
    };
  }

  /** Of the remembered answers, and of those that run already longer. */
  #longestMs(): number {
    const nowMs = this.#options.clock.now();
    const runningMs = [...this.#starts].map(({ ms }) => nowMs - ms);
    return Math.max(...(this.#recentMs.length === 0 ? [UNKNOWN_DURATION_MS] : this.#recentMs), ...runningMs);
  }

  #admit(): void {
    for (const waiter of this.#waiting) {
      if (this.active >= this.#places) break;
      waiter.enter();
    }
    if (this.active === 0 && this.#waiting.size === 0) for (const tell of this.#idlers.splice(0)) tell();
  }
}
