import { createExpiry } from "./expiry.ts";
import type { LoadRequest, ModelPool, PoolModel, PoolRecord } from "./model-pool.ts";
import { createModelShelf, type ModelShelfOptions } from "./model-shelf.ts";
import { applyRequest, isBusy, type PoolEntry, toRecord } from "./pool-entry.ts";
import { callerStopped, takenAway } from "./pool-errors.ts";
import { systemTimer, type Timer } from "./timer.ts";
import { createWarmKeeper, type Warmable } from "./warm-keeper.ts";
import { type Watcher, watchModel } from "./watch-model.ts";

export interface ModelPoolOptions extends ModelShelfOptions {
  /** Wall clock. */
  readonly now: () => Date;
  readonly timer?: Timer | undefined;
  /** Takes a smaller variant where a model does not fit, and says so in a warning; default false. */
  readonly autoFit?: boolean | undefined;
  /** Gives idle models a light prompt so often; absent: never. */
  readonly keepWarmMs?: number | undefined;
}

/** Creates a pool that holds no model yet. */
export function createModelPool({
  autoFit = false,
  keepWarmMs,
  timer = systemTimer,
  ...options
}: ModelPoolOptions): ModelPool {
  const { clock, now } = options;
  const shelf = createModelShelf(options);
  const expiry = createExpiry({ clock, timer, list: listExpiring });
  const warmKeeper =
    keepWarmMs === undefined ? undefined : createWarmKeeper({ everyMs: keepWarmMs, clock, timer, list: listWarmable });

  /** @param use resolves with undefined when the entry went before it could be used */
  async function withEntry<T>(
    asked: PoolModel,
    request: LoadRequest,
    use: (entry: PoolEntry) => Promise<T | undefined>,
  ): Promise<T> {
    if (request.retainOthers === false) await shelf.evictOthers(asked.name);
    for (let pooled = asked; ; ) {
      const entry = shelf.get(pooled);
      applyRequest(entry, request);
      try {
        const used = await join(entry, request, use);
        if (used !== undefined) return used;
      } catch (thrown) {
        if (!autoFit || entry.smaller?.isHere !== true) throw thrown;
        pooled = entry.smaller;
      }
    }
  }

  async function join<T>(
    entry: PoolEntry,
    { onProgress }: LoadRequest,
    use: (entry: PoolEntry) => Promise<T>,
  ): Promise<T> {
    entry.interest += 1;
    if (onProgress !== undefined) entry.listeners.add(onProgress);
    try {
      return await use(entry);
    } finally {
      entry.interest -= 1;
      if (onProgress !== undefined) entry.listeners.delete(onProgress);
      if (entry.interest === 0 && entry.state === "loading") shelf.cancel(entry);
      expiry.update();
    }
  }

  function touch(entry: PoolEntry): void {
    entry.lastUsedMs = clock.now();
    entry.lastUsedAt = now();
  }

  function watcherOf(entry: PoolEntry): Watcher {
    return {
      taken: entry.taken.signal,
      takenError: () => takenAway(entry.pooled.name),
      onAnswered: () => shelf.answered(entry),
      onFailed: (error) => shelf.failed(entry, error),
    };
  }

  function* listExpiring() {
    for (const entry of shelf.entries()) {
      const { ttlMs, lastUsedMs } = entry;
      const expiresAtMs = ttlMs === undefined || isBusy(entry) ? undefined : lastUsedMs + ttlMs;
      yield { expiresAtMs, expire: () => shelf.discard(entry) };
    }
  }

  function* listWarmable(): Generator<Warmable> {
    for (const entry of shelf.entries()) {
      if (entry.loaded === undefined || entry.plan?.needBytes === 0) continue;
      const { chat } = watchModel(entry.loaded, watcherOf(entry));
      if (chat === undefined) continue;
      yield {
        chat,
        lastActiveMs: Math.max(entry.lastUsedMs, entry.lastWarmMs),
        busy: isBusy(entry),
        interrupted() {
          entry.warming = new AbortController();
          return entry.warming.signal;
        },
        onWarmed() {
          entry.lastWarmMs = clock.now();
        },
      };
    }
  }

  return {
    acquire: (asked, request = {}) =>
      withEntry(asked, request, async (entry) => {
        const leave = await entry.queue.take(request.signal);
        if (leave === undefined || entry.loaded === undefined) return undefined;
        entry.warming.abort();
        touch(entry);
        const warning = entry.pooled.name === asked.name ? undefined : fittedWarning(asked, entry.pooled);
        return {
          pooled: entry.pooled,
          loaded: watchModel(entry.loaded, { ...watcherOf(entry), warning }),
          [Symbol.dispose]() {
            leave();
            touch(entry);
            expiry.update();
          },
        };
      }),
    load: (asked, request = {}) =>
      withEntry(asked, request, async (entry): Promise<PoolRecord> => {
        await waitFor(entry.ready.promise, request.signal, entry.pooled.name);
        touch(entry);
        return toRecord(entry);
      }),
    async unload(name, { force = false } = {}) {
      if (shelf.find(name)?.ttlAsked === true && !force) return "kept";
      const wasThere = await shelf.unload(name, force);
      return wasThere ? "unloaded" : "not-loaded";
    },
    list: () =>
      shelf
        .entries({ leaving: true })
        .sort((a, b) => b.lastUsedMs - a.lastUsedMs)
        .map(toRecord),
    readMemory: () => shelf.readMemory(),
    async [Symbol.asyncDispose]() {
      warmKeeper?.[Symbol.dispose]();
      await shelf[Symbol.asyncDispose]();
      expiry[Symbol.dispose]();
    },
  };
}

function fittedWarning(asked: PoolModel, taken: PoolModel) {
  return { code: "notice", message: `${asked.name} does not fit the memory: ${taken.name} answers instead` } as const;
}

/** What is waited for goes on without a caller who stops. */
function waitFor(done: Promise<void>, signal: AbortSignal | undefined, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(callerStopped(name));
    if (signal?.aborted) return stop();
    signal?.addEventListener("abort", stop, { once: true });
    done.then(resolve, reject).finally(() => signal?.removeEventListener("abort", stop));
  });
}
