import type { MemoryReading } from "../core/engine.ts";
import type { AssayError, ErrorCode } from "../core/errors.ts";
import type { Clock } from "../lib/clock.ts";
import type { Residents } from "./find-room.ts";
import { createLoadBackoff } from "./load-backoff.ts";
import { createModelLoader, type ModelLoaderOptions } from "./model-loader.ts";
import type { PoolModel } from "./model-pool.ts";
import { createPoolEntry, isBusy, type PoolEntry, toBytes, toEvictable } from "./pool-entry.ts";
import { poolClosed, takenAway } from "./pool-errors.ts";
import { createRequestQueue } from "./request-queue.ts";

export interface ModelShelfOptions extends Omit<ModelLoaderOptions, "residents"> {
  readonly clock: Clock;
  /** Time to live of what nobody names one for; absent: it stays until memory is needed. */
  readonly ttlMs?: number | undefined;
  /** Requests that may wait for one model; default 64. */
  readonly queueLimit?: number | undefined;
}

/** The models that are loaded or on their way, each from its first request until nothing is left of it. */
export interface ModelShelf extends AsyncDisposable {
  /** What there is or, from now on, is being loaded. @throws AssayError `model-crashed` while it must not be tried again */
  get(pooled: PoolModel): PoolEntry;
  find(name: string): PoolEntry | undefined;
  entries(options?: { readonly leaving: boolean }): PoolEntry[];
  /** Ends a load that nobody waits for any more. */
  cancel(entry: PoolEntry): void;
  /** Unloads in the background, once its requests have ended. */
  discard(entry: PoolEntry): void;
  /** Resolves when nothing of this name is left, with whether there was something. */
  unload(name: string, force: boolean): Promise<boolean>;
  /** Unloads all but this one, as far as they are idle and not pinned. */
  evictOthers(name: string): Promise<void>;
  answered(entry: PoolEntry): void;
  /** A request failed: what has crashed is forgotten, so that the next request loads it anew. */
  failed(entry: PoolEntry, error: AssayError): void;
  readMemory(): Promise<ReadonlyMap<string, MemoryReading>>;
}

/** Each that waits holds a connection and a body of up to 16 MB; with 16 at work, 64 wait for some four answers. */
const DEFAULT_QUEUE_LIMIT = 64;

/** After these, a process of its own has ended or cannot be trusted. */
const PROCESS_ENDINGS: readonly ErrorCode[] = ["model-crashed", "timeout", "out-of-memory"];

export function createModelShelf(options: ModelShelfOptions): ModelShelf {
  const { clock, ttlMs, queueLimit = DEFAULT_QUEUE_LIMIT } = options;
  const current = new Map<string, PoolEntry>();
  const leaving = new Set<PoolEntry>();
  const backoff = createLoadBackoff(clock);
  const residents: Residents = {
    measure: async () => void (await readMemory()),
    list: () => ({
      loaded: [...current.values()].filter((entry) => entry.state === "ready" && takesMemory(entry)).map(toEvictable),
      leaving: [...leaving].filter(takesMemory).map(toEvictable),
    }),
    async evict(names) {
      await Promise.all(names.flatMap((name) => current.get(name) ?? []).map((entry) => retire(entry)));
    },
    left: async () => void (await Promise.all([...leaving].filter(takesMemory).map(({ gone }) => gone.promise))),
  };
  const loader = createModelLoader({ ...options, residents });
  let closed = false;

  function get(pooled: PoolModel): PoolEntry {
    if (closed) throw poolClosed(pooled.name);
    const known = current.get(pooled.name);
    if (known !== undefined) return known;
    backoff.require(pooled.name);
    const queue = createRequestQueue({ name: pooled.name, limit: queueLimit, clock });
    const entry = createPoolEntry(pooled, queue, { ttlMs, nowMs: clock.now() });
    current.set(pooled.name, entry);
    void load(entry, [...leaving]);
    return entry;
  }

  async function load(entry: PoolEntry, before: readonly PoolEntry[]): Promise<void> {
    const { name } = entry.pooled;
    try {
      // Two of one model at once would take its memory twice.
      await Promise.all(before.filter(({ pooled }) => pooled.name === name).map(({ gone }) => gone.promise));
      const places = await loader.load(entry);
      if (entry.state === "loading") entry.state = "ready";
      entry.queue.open(places);
      entry.ready.resolve();
    } catch (thrown) {
      const isTaken = entry.taken.signal.aborted;
      const error = isTaken ? takenAway(name) : await loader.explain(entry, thrown);
      if (entry.plan?.needBytes !== 0) backoff.failed(name, error);
      leave(entry);
      entry.queue.close(error);
      entry.ready.reject(error);
      await finish(entry);
    }
  }

  /** From here on new requests get a new entry. */
  function leave(entry: PoolEntry): void {
    if (current.get(entry.pooled.name) === entry) current.delete(entry.pooled.name);
    leaving.add(entry);
    entry.state = "unloading";
    entry.warming.abort();
  }

  async function retire(entry: PoolEntry): Promise<void> {
    leave(entry);
    // It ends by itself when the load fails.
    if (!(await hasLoaded(entry))) return entry.gone.promise;
    await Promise.race([entry.queue.idle(), aborted(entry.taken.signal)]);
    await finish(entry);
  }

  /** Running requests get an error at once, and those that wait. */
  function takeAway(entry: PoolEntry): void {
    entry.queue.close(takenAway(entry.pooled.name));
    entry.taken.abort();
    entry.loading.abort();
  }

  async function finish(entry: PoolEntry): Promise<void> {
    try {
      await entry.loaded?.[Symbol.asyncDispose]();
    } catch {
      // What could not be ended cannot be mended here, and must not keep the next load waiting.
    }
    leaving.delete(entry);
    entry.gone.resolve();
  }

  async function readMemory(): Promise<ReadonlyMap<string, MemoryReading>> {
    const found = new Map<string, MemoryReading>();
    await Promise.all(
      [...leaving, ...current.values()].map(async (entry) => {
        const reading = await entry.loaded?.readMemory?.();
        if (reading === undefined) return;
        found.set(entry.pooled.name, reading);
        loader.learn(entry, toBytes(reading));
      }),
    );
    return found;
  }

  return {
    get,
    find: (name) => current.get(name),
    entries: (asked) => [...current.values(), ...(asked?.leaving === true ? leaving : [])],
    cancel(entry) {
      leave(entry);
      entry.loading.abort();
    },
    discard: (entry) => void retire(entry),
    async unload(name, force) {
      const found = [...current.values(), ...leaving].filter(({ pooled }) => pooled.name === name);
      await Promise.all(
        found.map((entry) => {
          if (force) takeAway(entry);
          return leaving.has(entry) ? entry.gone.promise : retire(entry);
        }),
      );
      return found.length > 0;
    },
    async evictOthers(name) {
      const others = [...current.values()].filter((entry) => entry.pooled.name !== name && !entry.pinned);
      await Promise.all(others.filter((entry) => !isBusy(entry)).map((entry) => retire(entry)));
    },
    answered: ({ pooled }) => backoff.succeeded(pooled.name),
    failed(entry, error) {
      const ended = entry.loaded?.readMemory === undefined ? PROCESS_ENDINGS.slice(0, 1) : PROCESS_ENDINGS;
      if (!ended.includes(error.code) || entry.state !== "ready") return;
      backoff.failed(entry.pooled.name, error);
      leave(entry);
      entry.queue.close();
      void finish(entry);
    },
    readMemory,
    async [Symbol.asyncDispose]() {
      closed = true;
      const all = [...current.values(), ...leaving];
      for (const entry of all) takeAway(entry);
      await Promise.all(all.map((entry) => (leaving.has(entry) ? entry.gone.promise : retire(entry))));
    },
  };
}

/** What waits for its load has none yet, even while it is on its way out. */
function takesMemory({ loaded, plan }: PoolEntry): boolean {
  return loaded !== undefined && plan?.needBytes !== 0;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function hasLoaded({ ready }: PoolEntry): Promise<boolean> {
  return ready.promise.then(
    () => true,
    () => false,
  );
}
