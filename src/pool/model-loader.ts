import type { ResolvedModel } from "../catalog/resolved-model.ts";
import type { LoadedModel, LoadOptions } from "../core/engine.ts";
import { type AssayError, toAssayError } from "../core/errors.ts";
import type { Clock } from "../lib/clock.ts";
import { createSlots } from "../lib/slots.ts";
import { type FindRoomOptions, findRoom, noRoom, type Residents, reachOf } from "./find-room.ts";
import type { ListSmallerVariants, LoadPlan, PlanLoad } from "./load-plan.ts";
import { createMemoryBudget, type MemoryBudget } from "./memory-budget.ts";
import { createNeedMemory } from "./need-history.ts";
import { type PoolEntry, toBytes } from "./pool-entry.ts";
import { callerStopped } from "./pool-errors.ts";

export interface ModelLoaderOptions {
  readonly load: (model: ResolvedModel, options: LoadOptions) => Promise<LoadedModel>;
  readonly clock: Clock;
  /** Wall clock. */
  readonly now: () => Date;
  /** Absent: nothing is known beforehand. */
  readonly planLoad?: PlanLoad | undefined;
  readonly listSmallerVariants?: ListSmallerVariants | undefined;
  /** Absent: a share of what the system has. */
  readonly budget?: MemoryBudget | undefined;
  /** Most models at once; absent: as many as the memory holds. */
  readonly maxLoaded?: number | undefined;
  readonly residents: Residents;
}

/** Loads entries, one at a time where they take memory, so that each is judged by what the others were measured to take. */
export interface ModelLoader {
  /** Resolves with the number of requests that it answers at the same time. */
  load(entry: PoolEntry): Promise<number>;
  /** Keeps what an entry was measured to take. */
  learn(entry: PoolEntry, bytes: number | undefined): void;
  /** What to tell of a load that failed; where the engine found too little memory, with what would help. */
  explain(entry: PoolEntry, thrown: unknown): Promise<AssayError>;
}

/** An endpoint does not say how much it does at once, and has a queue of its own. */
const REMOTE_PLACES = 64;
/** Texts are embedded one after the other; the next are at hand while one is computed. */
const EMBEDDING_PLACES = 4;

export function createModelLoader(options: ModelLoaderOptions): ModelLoader {
  const {
    clock,
    now,
    residents,
    planLoad = async (): Promise<LoadPlan> => ({ needBytes: undefined, options: {} }),
  } = options;
  const needs = createNeedMemory();
  const lane = createSlots(1);
  const room: FindRoomOptions = {
    budget: options.budget ?? createMemoryBudget(undefined),
    maxLoaded: options.maxLoaded,
    needs,
    planLoad,
    listSmallerVariants: options.listSmallerVariants ?? (async () => []),
    residents,
  };

  async function load(entry: PoolEntry): Promise<number> {
    const best = await planLoad(entry.pooled.model);
    if (best.needBytes === 0) return start(entry, best);
    const leaveLane = await lane.take(entry.loading.signal);
    try {
      if (leaveLane === undefined) throw callerStopped(entry.pooled.name);
      const found = await findRoom(entry.pooled, best, room, entry.loading.signal);
      if (found.type === "found") return await start(entry, found.plan);
      entry.smaller = found.smaller;
      throw found.error;
    } finally {
      leaveLane?.();
    }
  }

  async function start(entry: PoolEntry, plan: LoadPlan): Promise<number> {
    const { name, model } = entry.pooled;
    const { signal } = entry.loading;
    const startedMs = clock.now();
    entry.plan = plan;
    const loaded = await options.load(model, {
      ...plan.options,
      id: name,
      signal,
      onProgress: (ratio) => {
        for (const tell of entry.listeners) tell(ratio);
      },
    });
    entry.loaded = loaded;
    entry.loadMs = clock.now() - startedMs;
    const reading = await loaded.readMemory?.();
    if (signal.aborted) throw callerStopped(name);
    learn(entry, (reading && toBytes(reading)) ?? needs.need(name, plan).bytes);
    entry.loadedAt = now();
    entry.lastUsedMs = clock.now();
    return placesOf(loaded);
  }

  function learn(entry: PoolEntry, bytes: number | undefined): void {
    if (bytes === undefined || entry.plan === undefined || entry.plan.needBytes === 0) return;
    entry.bytes = bytes;
    if (entry.loaded?.readMemory !== undefined) needs.learn(entry.pooled.name, entry.plan, bytes);
  }

  async function explain(entry: PoolEntry, thrown: unknown): Promise<AssayError> {
    const error = toAssayError(thrown);
    if (error.code !== "out-of-memory" || entry.plan === undefined) return error;
    try {
      const refused = await noRoom(entry.pooled, entry.plan, reachOf(room), room, error);
      entry.smaller = refused.smaller;
      return refused.error;
    } catch {
      // What would help could not be found out; why it failed stands.
      return error;
    }
  }

  return { load, learn, explain };
}

function placesOf({ chat, embedding, readMemory }: LoadedModel): number {
  if (chat?.capabilities.parallel !== undefined) return chat.capabilities.parallel;
  if (chat === undefined && embedding !== undefined) return EMBEDDING_PLACES;
  return readMemory === undefined ? REMOTE_PLACES : 1;
}
