import type { MemoryReading } from "../core/engine.ts";
import { type AssayError, toAssayError } from "../core/errors.ts";
import { createExpiry, type Expiry } from "./expiry.ts";
import { ModelLease, type Place } from "./lease.ts";
import type { Lease, LoadRequest, ModelPool, PoolModel, PoolRecord } from "./model-pool.ts";
import { ModelRoster, type ModelRosterOptions } from "./model-roster.ts";
import type { PoolEntry } from "./pool-entry.ts";
import { systemTimer, type Timer } from "./timer.ts";
import { createWarmKeeper, type Warmable } from "./warm-keeper.ts";

export interface ModelPoolOptions extends ModelRosterOptions {
  readonly timer?: Timer | undefined;
  /** Takes a smaller variant where a model does not fit, and says so in a warning; default false. */
  readonly autoFit?: boolean | undefined;
  /** Gives idle models a light prompt so often; absent: never. */
  readonly keepWarmMs?: number | undefined;
}

/** Creates a pool that holds no model yet. */
export function createModelPool(options: ModelPoolOptions): ModelPool {
  return new Pool(options);
}

class Pool implements ModelPool {
  readonly #roster: ModelRoster;
  readonly #autoFit: boolean;
  readonly #expiry: Expiry;
  readonly #warmKeeper: Disposable | undefined;

  constructor({ autoFit = false, keepWarmMs: everyMs, timer = systemTimer, ...options }: ModelPoolOptions) {
    const { clock } = options;
    this.#roster = new ModelRoster(options);
    this.#autoFit = autoFit;
    this.#expiry = createExpiry({ clock, timer, list: () => this.#listExpiring() });
    this.#warmKeeper =
      everyMs === undefined ? undefined : createWarmKeeper({ everyMs, clock, timer, list: () => this.#listWarmable() });
  }

  async acquire(asked: PoolModel, request: LoadRequest = {}): Promise<Lease> {
    const place = await this.#use(asked, request, (entry) => this.#take(entry, request.signal));
    const { pooled } = place.entry;
    return new ModelLease(place, {
      renew: () => this.#use(pooled, { signal: request.signal }, (entry) => this.#take(entry, request.signal)),
      warning: pooled.name === asked.name ? undefined : fittedWarning(asked, pooled),
    });
  }

  load(asked: PoolModel, request: LoadRequest = {}): Promise<PoolRecord> {
    return this.#use(asked, request, (entry) => entry.whenReady(request.signal));
  }

  async unload(name: string, { force = false }: { readonly force?: boolean | undefined } = {}) {
    if (this.#roster.find(name)?.ttlAsked === true && !force) return "kept";
    return (await this.#roster.unload(name, { force })) ? "unloaded" : "not-loaded";
  }

  list(): readonly PoolRecord[] {
    const entries = this.#roster.entries().sort((a, b) => b.lastUsedMs - a.lastUsedMs);
    return entries.map((entry) => entry.toRecord());
  }

  readMemory(): Promise<ReadonlyMap<string, MemoryReading>> {
    return this.#roster.readMemory();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#warmKeeper?.[Symbol.dispose]();
    await this.#roster[Symbol.asyncDispose]();
    this.#expiry[Symbol.dispose]();
  }

  /**
   * Lets a caller use the entry of a model. A load that crashes is tried once more; with auto-fit, one that finds no room
   * is followed by that of a smaller variant.
   *
   * @param use resolves with undefined when the entry went before it could be used
   */
  async #use<T>(asked: PoolModel, request: LoadRequest, use: (entry: PoolEntry) => Promise<T | undefined>): Promise<T> {
    if (request.retainOthers === false) await this.#roster.evictOthers(asked.name);
    let pooled = asked;
    let crash: AssayError | undefined;
    for (;;) {
      const entry = this.#enter(pooled, crash);
      try {
        const used = await this.#join(entry, request, use);
        if (used !== undefined) return used;
      } catch (thrown) {
        const error = toAssayError(thrown);
        if (error.code === "model-crashed" && crash === undefined) crash = error;
        else if (this.#autoFit && entry.smaller?.isHere === true) pooled = entry.smaller;
        else throw error;
      }
    }
  }

  /** @param crash of a load that is to be tried once more: where that must not be, it stands */
  #enter(pooled: PoolModel, crash: AssayError | undefined): PoolEntry {
    try {
      return this.#roster.get(pooled);
    } catch (refusal) {
      throw crash ?? refusal;
    }
  }

  async #join<T>(entry: PoolEntry, request: LoadRequest, use: (entry: PoolEntry) => Promise<T>): Promise<T> {
    const leave = entry.join(request);
    try {
      return await use(entry);
    } finally {
      leave();
      this.#expiry.update();
    }
  }

  async #take(entry: PoolEntry, signal: AbortSignal | undefined): Promise<Place | undefined> {
    const giveBack = await entry.take(signal);
    const { loaded } = entry;
    if (giveBack === undefined || loaded === undefined) return undefined;
    const release = () => {
      giveBack();
      this.#expiry.update();
    };
    return { entry, loaded, release };
  }

  *#listExpiring() {
    for (const entry of this.#roster.entries({ open: true }))
      yield { expiresAtMs: entry.expiresAtMs, expire: () => void entry.leave() };
  }

  *#listWarmable(): Generator<Warmable> {
    for (const entry of this.#roster.entries({ open: true })) {
      const chat = entry.loaded?.chat;
      if (chat === undefined || !entry.takesMemory) continue;
      yield {
        chat,
        lastActiveMs: entry.lastActiveMs,
        busy: entry.isBusy,
        interrupted: () => entry.warm(),
        onWarmed: () => entry.warmed(),
      };
    }
  }
}

function fittedWarning(asked: PoolModel, taken: PoolModel) {
  return { code: "notice", message: `${asked.name} does not fit the memory: ${taken.name} answers instead` } as const;
}
