import type { LoadedModel, MemoryReading } from "../core/engine.ts";
import type { Evictable } from "./choose-evictions.ts";
import type { LoadPlan, SmallerVariant } from "./load-plan.ts";
import type { LoadRequest, PoolModel, PoolRecord } from "./model-pool.ts";
import type { RequestQueue } from "./request-queue.ts";

/** One loading of one model, from the first request for it until nothing of it is left. */
export interface PoolEntry {
  readonly pooled: PoolModel;
  readonly queue: RequestQueue;
  /** Ends the load. */
  readonly loading: AbortController;
  /** Takes the model away from its requests. */
  readonly taken: AbortController;
  /** Ends a prompt that only keeps it warm. */
  warming: AbortController;
  /** Settles with the load. */
  readonly ready: PromiseWithResolvers<void>;
  /** Resolves when nothing of it is left. */
  readonly gone: PromiseWithResolvers<void>;
  readonly listeners: Set<(ratio: number) => void>;
  state: PoolRecord["state"];
  /** Callers that wait for the load or have a place. */
  interest: number;
  plan?: LoadPlan | undefined;
  loaded?: LoadedModel | undefined;
  loadMs?: number | undefined;
  loadedAt?: Date | undefined;
  lastUsedAt?: Date | undefined;
  /** By the clock; the load counts as a use. */
  lastUsedMs: number;
  lastWarmMs: number;
  ttlMs: number | undefined;
  /** Whether a caller named the time to live, so that only `force` overrules it. */
  ttlAsked: boolean;
  pinned: boolean;
  /** Last measured, or what was planned while it loads; 0 for what runs elsewhere. */
  bytes: number;
  /** What to take instead, when the load found no room. */
  smaller?: SmallerVariant | undefined;
}

export function createPoolEntry(
  pooled: PoolModel,
  queue: RequestQueue,
  { ttlMs, nowMs }: { readonly ttlMs: number | undefined; readonly nowMs: number },
): PoolEntry {
  const ready = Promise.withResolvers<void>();
  // Everyone who waits is told through the queue or by waiting for it; with nobody left it is no failure of ours.
  ready.promise.catch(() => {});
  return {
    pooled,
    queue,
    loading: new AbortController(),
    taken: new AbortController(),
    warming: new AbortController(),
    ready,
    gone: Promise.withResolvers<void>(),
    listeners: new Set(),
    state: "loading",
    interest: 0,
    lastUsedMs: nowMs,
    lastWarmMs: nowMs,
    ttlMs,
    ttlAsked: false,
    pinned: false,
    bytes: 0,
  };
}

/** What a request says of how long the model is to stay. */
export function applyRequest(entry: PoolEntry, { ttlMs, pinned }: LoadRequest): void {
  if (ttlMs !== undefined) {
    entry.ttlMs = ttlMs;
    entry.ttlAsked = true;
  }
  if (pinned !== undefined) entry.pinned = pinned;
}

export function isBusy({ queue, state }: PoolEntry): boolean {
  return queue.active > 0 || state !== "ready";
}

export function toEvictable(entry: PoolEntry): Evictable {
  const { pooled, bytes, lastUsedMs, pinned } = entry;
  return { name: pooled.name, bytes, lastUsedMs, pinned, busy: isBusy(entry) };
}

/** Proportional where the system tells it: pages that models share are counted once. */
export function toBytes({ proportionalBytes, residentBytes }: MemoryReading): number | undefined {
  return proportionalBytes ?? residentBytes;
}

export function toRecord(entry: PoolEntry): PoolRecord {
  const { pooled, state, loaded, loadMs, loadedAt, lastUsedAt, queue, ttlMs, pinned, bytes } = entry;
  return {
    ...pooled,
    state,
    info: loaded?.info,
    loadMs,
    loadedAt,
    lastUsedAt,
    active: queue.active,
    waiting: queue.waiting,
    ttlMs,
    pinned,
    memoryBytes: bytes > 0 ? bytes : undefined,
  };
}
