import type { ResolvedModel } from "../catalog/resolved-model.ts";
import type { LoadedModel, MemoryReading, ModelInfo } from "../core/engine.ts";

/** Loads models when they are asked for and keeps them for the next request. */
export interface ModelPool extends AsyncDisposable {
  /**
   * Gives the model to one request: loads it if need be, waits for a place in its queue, and keeps it from being
   * evicted until the lease is disposed.
   *
   * @throws AssayError `queue-full` when too many wait already, `out-of-memory` naming what could be unloaded,
   *   `aborted`, and whatever loading throws
   */
  acquire(model: PoolModel, options?: LoadRequest): Promise<Lease>;
  /** Loads the model ahead of its first request, or renews its time to live. */
  load(model: PoolModel, options?: LoadRequest): Promise<PoolRecord>;
  /** Unloads by name. `kept`: it was loaded with a time to live, which only `force` overrules. Running requests end first, or at once with `force`. */
  unload(name: string, options?: { readonly force?: boolean | undefined }): Promise<"unloaded" | "kept" | "not-loaded">;
  /** Models that are loaded or on their way, most recently used first. */
  list(): readonly PoolRecord[];
  /** Reads the memory of what is loaded from the system now. */
  readMemory(): Promise<ReadonlyMap<string, MemoryReading>>;
}

/** A model under the name that the pool knows it by. */
export interface PoolModel {
  /** Unique: the served name. */
  readonly name: string;
  readonly model: ResolvedModel;
}

export interface LoadRequest {
  readonly signal?: AbortSignal | undefined;
  /** Unloads the model when it has not been used for so long; absent: the pool's default. */
  readonly ttlMs?: number | undefined;
  /** false unloads the others first, as `foundry model run` does; default true. */
  readonly retainOthers?: boolean | undefined;
  /** true keeps it from being unloaded to make room for others, false takes that back; absent: as it was. */
  readonly pinned?: boolean | undefined;
  readonly onProgress?: ((ratio: number) => void) | undefined;
}

/** The right to use a loaded model for one request. */
export interface Lease extends Disposable {
  /** Model that answers: a smaller variant than asked for where only that fits and the pool may choose it. */
  readonly pooled: PoolModel;
  readonly loaded: LoadedModel;
}

/** State of one model, as the pool reports it. */
export interface PoolRecord extends PoolModel {
  readonly state: "loading" | "ready" | "unloading";
  readonly info?: ModelInfo | undefined;
  readonly loadMs?: number | undefined;
  /** Wall clock. */
  readonly loadedAt?: Date | undefined;
  readonly lastUsedAt?: Date | undefined;
  /** Requests that are being answered, and those that wait for a place. */
  readonly active: number;
  readonly waiting: number;
  /** Absent: it stays until memory is needed. */
  readonly ttlMs?: number | undefined;
  readonly pinned: boolean;
  /** Memory of its process when it was last looked at; absent for what runs elsewhere. */
  readonly memoryBytes?: number | undefined;
}
