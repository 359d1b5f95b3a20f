import type { LoadedModel, MemoryReading } from "../core/engine.ts";
import type { AssayError } from "../core/errors.ts";
import type { Clock } from "../lib/clock.ts";
import type { Resident } from "./find-room.ts";
import type { LoadBackoff } from "./load-backoff.ts";
import { type LoadPlan, reservedBytes, type SmallerVariant } from "./load-plan.ts";
import type { LoadRequest, PoolModel, PoolRecord } from "./model-pool.ts";
import { callerStopped, takenAway } from "./pool-errors.ts";
import type { RequestQueue } from "./request-queue.ts";

export interface PoolEntryOptions {
  readonly queue: RequestQueue;
  /** Is told of crashes, and of the answers after which they are forgotten. */
  readonly backoff: LoadBackoff;
  readonly clock: Clock;
  /** Wall clock. */
  readonly now: () => Date;
  /** Time to live until a request names another one; absent: it stays until memory is needed. */
  readonly ttlMs: number | undefined;
}

/**
 * One loading of one model, from the first request for it until nothing of it is left.
 *
 * Its state changes by these calls alone, whoever makes them:
 *
 *     loading ── ready() ──► ready
 *        │ fail()              │ leave()     its requests are answered first
 *        │ leave()             │ takeAway()  its requests fail
 *        │ takeAway()          │ die()       its process has ended by itself
 *        │ last caller left    │
 *        ▼                     ▼
 *     unloading ────────────────────────► gone
 *
 * Within `loading`: begin(), hold(), measured(), suggest(). Within `ready`: take() and its release, answered(), warm(),
 * warmed(), measured(). An entry that is unloading takes no new requests: the next one gets a new entry.
 */
export class PoolEntry {
  readonly pooled: PoolModel;
  readonly #queue: RequestQueue;
  readonly #backoff: LoadBackoff;
  readonly #clock: Clock;
  readonly #now: () => Date;
  readonly #loading = new AbortController();
  readonly #taken = new AbortController();
  readonly #ready = Promise.withResolvers<void>();
  readonly #gone = Promise.withResolvers<void>();
  readonly #listeners = new Set<(ratio: number) => void>();
  #warming = new AbortController();
  #state: PoolRecord["state"] = "loading";
  #ending: Promise<void> | undefined;
  #callers = 0;
  #plan: LoadPlan | undefined;
  #loaded: LoadedModel | undefined;
  #smaller: SmallerVariant | undefined;
  #startedMs: number;
  #loadMs: number | undefined;
  #loadedAt: Date | undefined;
  #lastUsedAt: Date | undefined;
  /** By the clock; the load counts as a use. */
  #lastUsedMs: number;
  #lastWarmMs: number;
  #ttlMs: number | undefined;
  #ttlAsked = false;
  #pinned = false;
  #hasAnswered = false;
  #death: AssayError | undefined;
  #bytes = 0;

  constructor(pooled: PoolModel, { queue, backoff, clock, now, ttlMs }: PoolEntryOptions) {
    this.pooled = pooled;
    this.#queue = queue;
    this.#backoff = backoff;
    this.#clock = clock;
    this.#now = now;
    this.#ttlMs = ttlMs;
    this.#startedMs = this.#lastUsedMs = this.#lastWarmMs = clock.now();
    // Everyone who waits is told through the queue or by waiting for it; with nobody left it is no failure of ours.
    this.#ready.promise.catch(() => {});
  }

  get name(): string {
    return this.pooled.name;
  }

  /** New requests may come. */
  get isOpen(): boolean {
    return this.#state !== "unloading";
  }

  get isReady(): boolean {
    return this.#state === "ready";
  }

  get isBusy(): boolean {
    return this.#queue.active > 0 || this.#state !== "ready";
  }

  get pinned(): boolean {
    return this.#pinned;
  }

  /** A caller named the time to live, so that only force overrules it. */
  get ttlAsked(): boolean {
    return this.#ttlAsked;
  }

  get loaded(): LoadedModel | undefined {
    return this.#loaded;
  }

  get plan(): LoadPlan | undefined {
    return this.#plan;
  }

  /** The variant to take instead, when the load found no room. */
  get smaller(): SmallerVariant | undefined {
    return this.#smaller;
  }

  /** An entry still waiting to load occupies no memory, even while leaving. */
  get takesMemory(): boolean {
    return this.#loaded !== undefined && this.#plan?.needBytes !== 0;
  }

  get lastUsedMs(): number {
    return this.#lastUsedMs;
  }

  /** When it last computed, for a request or to be kept warm. */
  get lastActiveMs(): number {
    return Math.max(this.#lastUsedMs, this.#lastWarmMs);
  }

  /** When its time to live is over, by the clock; absent while it is used or has no such time. */
  get expiresAtMs(): number | undefined {
    return this.#ttlMs === undefined || this.isBusy ? undefined : this.#lastUsedMs + this.#ttlMs;
  }

  /** Aborts when the load is no longer wanted. */
  get loading(): AbortSignal {
    return this.#loading.signal;
  }

  /** Aborts when the model is taken away from its requests. */
  get taken(): AbortSignal {
    return this.#taken.signal;
  }

  /** Why its process ended by itself; absent while it has not. */
  get death(): AssayError | undefined {
    return this.#death;
  }

  /** Resolves when nothing of it is left. */
  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  /** A caller waits for the load or a place until it calls what is returned; when the last one stops, so does the load. */
  join({ ttlMs, pinned, onProgress }: LoadRequest): () => void {
    if (ttlMs !== undefined) {
      this.#ttlMs = ttlMs;
      this.#ttlAsked = true;
    }
    if (pinned !== undefined) this.#pinned = pinned;
    if (onProgress !== undefined) this.#listeners.add(onProgress);
    this.#callers += 1;
    return () => {
      if (onProgress !== undefined) this.#listeners.delete(onProgress);
      this.#callers -= 1;
      if (this.#callers > 0 || this.#state !== "loading") return;
      this.#close();
      this.#loading.abort();
    };
  }

  /** The engine begins to load it by this plan. */
  begin(plan: LoadPlan): void {
    this.#plan = plan;
    this.#startedMs = this.#clock.now();
  }

  progress(ratio: number): void {
    for (const tell of this.#listeners) tell(ratio);
  }

  /** The engine has loaded it: from here on it takes memory. */
  hold(loaded: LoadedModel): void {
    this.#loaded = loaded;
    this.#loadMs = this.#clock.now() - this.#startedMs;
    void loaded.ended?.then((error) => this.die(error));
  }

  /** Memory that it was measured to take. */
  measured(bytes: number): void {
    this.#bytes = bytes;
  }

  /** No room was found for it, and this variant would fit. */
  suggest(smaller: SmallerVariant | undefined): void {
    this.#smaller = smaller;
  }

  /** It answers so many requests at the same time. */
  ready(places: number): void {
    // It may have been told to go meanwhile; those who waited for it are still answered.
    if (this.#state === "loading") this.#state = "ready";
    this.#loadedAt = this.#now();
    this.#lastUsedMs = this.#clock.now();
    this.#queue.open(places);
    this.#ready.resolve();
  }

  /** The load failed. @returns resolves when nothing of it is left */
  fail(error: AssayError): Promise<void> {
    if (this.#ending !== undefined) return this.#ending;
    const told = this.#taken.signal.aborted ? takenAway(this.name) : error;
    if (this.#plan?.needBytes !== 0) this.#backoff.failed(this.name, told);
    this.#close();
    this.#queue.close(told);
    this.#ready.reject(told);
    return this.#end();
  }

  /** Resolves when it is ready, and goes on without a caller who stops. @throws AssayError why it could not be loaded */
  async whenReady(signal: AbortSignal | undefined): Promise<PoolRecord> {
    await waitUnless(signal, this.#ready.promise, () => callerStopped(this.name));
    this.#touch();
    return this.toRecord();
  }

  /** Waits for a place. @returns the function that gives it back, or undefined when the entry went before */
  async take(signal: AbortSignal | undefined): Promise<(() => void) | undefined> {
    const release = await this.#queue.take(signal);
    if (release === undefined) return undefined;
    this.#warming.abort();
    this.#touch();
    return () => {
      release();
      this.#touch();
    };
  }

  /** A request was answered: crashes before it are forgotten. */
  answered(): void {
    this.#hasAnswered = true;
    this.#backoff.succeeded(this.name);
  }

  /** Begins to keep it warm. The signal aborts when a request comes, which goes first, or when the model goes. */
  warm(): AbortSignal {
    this.#warming = new AbortController();
    return this.#warming.signal;
  }

  warmed(): void {
    this.#lastWarmMs = this.#clock.now();
  }

  /** Unloads it once its requests have ended. Resolves when nothing of it is left. */
  async leave(): Promise<void> {
    this.#close();
    if (await isFulfilled(this.#ready.promise)) {
      await Promise.race([this.#queue.idle(), aborted(this.#taken.signal)]);
      await this.#end();
    }
    // It ends by itself when the load fails.
    return this.gone;
  }

  /** Unloads it at once: requests that run or wait get an error that says so. */
  takeAway(): Promise<void> {
    this.#queue.close(takenAway(this.name));
    this.#taken.abort();
    this.#loading.abort();
    return this.leave();
  }

  /** Its process has ended by itself. Those who wait for a place go on to a new entry. */
  die(error: AssayError): void {
    if (this.#ending !== undefined) return;
    this.#death = error;
    // What has answered is no model that crashes at each load.
    if (!this.#hasAnswered) this.#backoff.failed(this.name, error);
    this.#close();
    this.#queue.close();
    this.#ready.reject(error);
    void this.#end();
  }

  toResident(): Resident {
    const { name, isBusy: busy, pinned } = this;
    const { idleInMs } = this.#queue;
    const bytes = this.#plan === undefined ? this.#bytes : reservedBytes(this.#plan, this.#bytes);
    return { name, bytes, lastUsedMs: this.#lastUsedMs, pinned, busy, idleInMs };
  }

  toRecord(): PoolRecord {
    return {
      ...this.pooled,
      state: this.#state,
      info: this.#loaded?.info,
      loadMs: this.#loadMs,
      loadedAt: this.#loadedAt,
      lastUsedAt: this.#lastUsedAt,
      active: this.#queue.active,
      waiting: this.#queue.waiting,
      ttlMs: this.#ttlMs,
      pinned: this.#pinned,
      memoryBytes: this.#bytes > 0 ? this.#bytes : undefined,
    };
  }

  #touch(): void {
    this.#lastUsedMs = this.#clock.now();
    this.#lastUsedAt = this.#now();
  }

  #close(): void {
    this.#state = "unloading";
    this.#warming.abort();
  }

  #end(): Promise<void> {
    this.#ending ??= this.#dispose();
    return this.#ending;
  }

  async #dispose(): Promise<void> {
    try {
      await this.#loaded?.[Symbol.asyncDispose]();
    } catch {
      // What could not be ended cannot be mended here, and must not keep the next load waiting.
    }
    this.#gone.resolve();
  }
}

/** Proportional where the system tells it: pages that models share are counted once. */
export function toBytes({ proportionalBytes, residentBytes }: MemoryReading): number | undefined {
  return proportionalBytes ?? residentBytes;
}

function waitUnless(signal: AbortSignal | undefined, done: Promise<void>, toError: () => AssayError): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(toError());
    if (signal?.aborted) return stop();
    signal?.addEventListener("abort", stop, { once: true });
    done.then(resolve, reject).finally(() => signal?.removeEventListener("abort", stop));
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function isFulfilled(promise: Promise<void>): Promise<boolean> {
  return promise.then(
    () => true,
    () => false,
  );
}
