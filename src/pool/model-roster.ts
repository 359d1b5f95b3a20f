import type { MemoryReading } from "../core/engine.ts";
import { toAssayError } from "../core/errors.ts";
import type { Clock } from "../lib/clock.ts";
import { createLoadBackoff } from "./load-backoff.ts";
import { ModelLoader, type ModelLoaderOptions } from "./model-loader.ts";
import type { PoolModel } from "./model-pool.ts";
import { PoolEntry, toBytes } from "./pool-entry.ts";
import { poolClosed } from "./pool-errors.ts";
import { RequestQueue } from "./request-queue.ts";

export interface ModelRosterOptions extends Omit<ModelLoaderOptions, "residents"> {
  readonly clock: Clock;
  /** Wall clock. */
  readonly now: () => Date;
  /** Time to live of what nobody names one for; absent: it stays until memory is needed. */
  readonly ttlMs?: number | undefined;
  /** Requests that may wait for one model; default 64. */
  readonly queueLimit?: number | undefined;
}

/** Each that waits holds a connection and a body of up to 16 MB; with 16 at work, 64 wait for some four answers. */
const DEFAULT_QUEUE_LIMIT = 64;

/** The models that are loaded, on their way or leaving. Of one name at most one takes requests. */
export class ModelRoster implements AsyncDisposable {
  readonly #options: ModelRosterOptions;
  readonly #loader: ModelLoader;
  readonly #backoff;
  readonly #entries = new Set<PoolEntry>();
  #closed = false;

  constructor(options: ModelRosterOptions) {
    this.#options = options;
    this.#backoff = createLoadBackoff(options.clock);
    this.#loader = new ModelLoader({
      ...options,
      residents: {
        measure: async () => void (await this.readMemory()),
        list: () => this.#listResidents(),
        evict: async (names) => void (await Promise.all(names.map((name) => this.find(name)?.leave()))),
        left: async () => void (await Promise.all(this.#leaving().map(({ gone }) => gone))),
      },
    });
  }

  /** The entry that takes requests for this model; from now on it is being loaded where there was none. @throws AssayError `model-crashed` while it must not be tried again */
  get(pooled: PoolModel): PoolEntry {
    if (this.#closed) throw poolClosed(pooled.name);
    const known = this.find(pooled.name);
    if (known !== undefined) return known;
    this.#backoff.require(pooled.name);
    const { clock, now, ttlMs, queueLimit = DEFAULT_QUEUE_LIMIT } = this.#options;
    const queue = new RequestQueue({ name: pooled.name, limit: queueLimit, clock });
    const entry = new PoolEntry(pooled, { queue, backoff: this.#backoff, clock, now, ttlMs });
    const before = this.#named(pooled.name);
    this.#entries.add(entry);
    void entry.gone.then(() => this.#entries.delete(entry));
    void this.#load(entry, before);
    return entry;
  }

  find(name: string): PoolEntry | undefined {
    return this.#named(name).find(({ isOpen }) => isOpen);
  }

  /** Every entry; with `open`, those that take requests. */
  entries({ open = false } = {}): PoolEntry[] {
    return [...this.#entries].filter(({ isOpen }) => isOpen || !open);
  }

  /** Resolves when nothing of this name is left, with whether there was something. */
  async unload(name: string, { force }: { readonly force: boolean }): Promise<boolean> {
    const found = this.#named(name);
    await Promise.all(found.map((entry) => (force ? entry.takeAway() : entry.leave())));
    return found.length > 0;
  }

  /** Unloads all but this one, as far as they are idle and not pinned. */
  async evictOthers(name: string): Promise<void> {
    const others = this.entries({ open: true }).filter((entry) => entry.name !== name && !entry.pinned);
    await Promise.all(others.filter(({ isBusy }) => !isBusy).map((entry) => entry.leave()));
  }

  /** Reads the memory of what is loaded from the system now. */
  async readMemory(): Promise<ReadonlyMap<string, MemoryReading>> {
    const found = new Map<string, MemoryReading>();
    await Promise.all(
      this.entries().map(async (entry) => {
        const reading = await entry.loaded?.readMemory?.();
        if (reading === undefined) return;
        found.set(entry.name, reading);
        this.#loader.learn(entry, toBytes(reading));
      }),
    );
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await Promise.all(this.entries().map((entry) => entry.takeAway()));
  }

  async #load(entry: PoolEntry, before: readonly PoolEntry[]): Promise<void> {
    try {
      // Two of one model at once would take its memory twice.
      await Promise.all(before.map(({ gone }) => gone));
      entry.ready(await this.#loader.load(entry));
    } catch (thrown) {
      await entry.fail(entry.taken.aborted ? toAssayError(thrown) : await this.#loader.explain(entry, thrown));
    }
  }

  #named(name: string): PoolEntry[] {
    return this.entries().filter((entry) => entry.name === name);
  }

  #leaving(): PoolEntry[] {
    return this.entries().filter(({ isOpen, takesMemory }) => !isOpen && takesMemory);
  }

  #listResidents() {
    const loaded = this.entries({ open: true }).filter(({ takesMemory, isReady }) => takesMemory && isReady);
    return {
      loaded: loaded.map((entry) => entry.toResident()),
      leaving: this.#leaving().map((entry) => entry.toResident()),
    };
  }
}
