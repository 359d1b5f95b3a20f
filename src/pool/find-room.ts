import { type AssayError, toAssayError } from "../core/errors.ts";
import { chooseEvictions, type Evictable, isEvictable } from "./choose-evictions.ts";
import type { ListSmallerVariants, LoadPlan, PlanLoad, SmallerVariant } from "./load-plan.ts";
import type { MemoryBudget } from "./memory-budget.ts";
import type { PoolModel } from "./model-pool.ts";
import type { NeedHistory } from "./need-history.ts";
import { callerStopped, tooMany } from "./pool-errors.ts";
import { tooBig } from "./too-big.ts";

/** A loaded model as the search for room sees it. */
export interface Resident extends Evictable {
  /** How long its requests take from now at most, going by its last answers; 0 while it has none. */
  readonly idleInMs: number;
}

/** The loaded models, as far as they matter for the memory of one more. */
export interface Residents {
  /** Measures them anew. */
  measure(): Promise<void>;
  /** Loaded models; `leaving` are those on their way out that still take memory. */
  list(): { readonly loaded: readonly Resident[]; readonly leaving: readonly Pick<Evictable, "name" | "bytes">[] };
  /** Unloads, and resolves when they are gone. They leave `loaded` before anything else happens. */
  evict(names: readonly string[]): Promise<void>;
  /** Resolves when what was on its way out is gone. */
  left(): Promise<void>;
}

export interface FindRoomOptions {
  readonly budget: MemoryBudget;
  /** Most models at once; absent: as many as the memory holds. */
  readonly maxLoaded?: number | undefined;
  readonly needs: NeedHistory;
  readonly planLoad: PlanLoad;
  readonly listSmallerVariants: ListSmallerVariants;
  readonly residents: Residents;
}

export type Room = { readonly type: "found"; readonly plan: LoadPlan } | NoRoom;

export interface NoRoom {
  readonly type: "none";
  readonly error: AssayError;
  readonly smaller?: SmallerVariant | undefined;
}

/**
 * Makes room for a model by unloading others that are idle, and says how to load it in that room.
 *
 * The plan that suits the model best is taken if there can be room for it, else the best one for the room there can be.
 */
export async function findRoom(
  model: PoolModel,
  best: LoadPlan,
  options: FindRoomOptions,
  signal: AbortSignal,
): Promise<Room> {
  const { needs, planLoad, residents } = options;
  let plan = best;
  while (!signal.aborted) {
    await residents.measure();
    // From here to the eviction nothing is awaited: what is idle now is idle when it goes.
    const { loaded, leaving } = residents.list();
    const roomBytes = roomOf(options);
    const reachBytes = reachOf(options);
    const { bytes } = needs.need(model.name, plan);
    const surplus = loaded.length + leaving.length + 1 - (options.maxLoaded ?? Number.POSITIVE_INFINITY);
    if (bytes > reachBytes) {
      const smallerPlan = plan === best ? await planWithin(planLoad, model, reachBytes) : undefined;
      if (smallerPlan === undefined || needs.need(model.name, smallerPlan).bytes >= bytes)
        return noRoom(model, best, reachBytes, options);
      plan = smallerPlan;
    } else if (bytes <= roomBytes && surplus <= 0) return { type: "found", plan };
    else if (leaving.length > 0) await waitUnless(signal, residents.left());
    else {
      const evictions = chooseEvictions(loaded, { bytes: bytes - roomBytes, count: surplus });
      if (evictions === undefined)
        return { type: "none", error: tooMany(model.name, options.maxLoaded ?? 0, loaded, retryAfterMs(loaded)) };
      await residents.evict(evictions);
    }
  }
  return { type: "none", error: callerStopped(model.name) };
}

/** Bytes that can be had without unloading anything. */
function roomOf({ budget, residents }: FindRoomOptions): number {
  const { loaded, leaving } = residents.list();
  return budget.roomBytes(sum(loaded) + sum(leaving));
}

/** Bytes that can be had by unloading everything that may be unloaded. */
export function reachOf(options: FindRoomOptions): number {
  const { loaded, leaving } = options.residents.list();
  return roomOf(options) + sum(loaded.filter(isEvictable)) + sum(leaving);
}

/** Says why there is no room, and which smaller variant could be loaded instead. */
export async function noRoom(
  model: PoolModel,
  plan: LoadPlan,
  reachBytes: number,
  { budget, needs, planLoad, listSmallerVariants, residents }: FindRoomOptions,
  cause?: AssayError,
): Promise<NoRoom> {
  const smaller = await findSmaller();
  const { loaded } = residents.list();
  const need = needs.need(model.name, plan);
  // What is busy now may be unloaded later; what the engine itself has found too big will be so then too.
  const laterBytes = reachBytes + sum(loaded.filter(({ busy, pinned }) => busy && !pinned));
  const fitsLater = cause === undefined && (await planWithin(planLoad, model, laterBytes)) !== undefined;
  const waitMs = fitsLater ? retryAfterMs(loaded) : undefined;
  return { type: "none", smaller, error: tooBig({ name: model.name, need, budget, loaded, smaller, cause, waitMs }) };

  async function findSmaller(): Promise<SmallerVariant | undefined> {
    for (const variant of await listSmallerVariants(model.model)) {
      if (residents.list().loaded.some(({ name }) => name === variant.name)) return variant;
      const fitting = await planWithin(planLoad, variant, reachBytes);
      if (fitting !== undefined && needs.need(variant.name, fitting).bytes <= reachBytes) return variant;
    }
    return undefined;
  }
}

/** When the first of those that may go is idle at the latest, going by its last answers; absent when none of them will go by waiting. */
function retryAfterMs(loaded: readonly Resident[]): number | undefined {
  const waits = loaded.filter(({ busy, pinned }) => busy && !pinned).map(({ idleInMs }) => idleInMs);
  return waits.length === 0 ? undefined : Math.max(1000, Math.min(...waits));
}

async function planWithin(planLoad: PlanLoad, { model }: PoolModel, mostBytes: number): Promise<LoadPlan | undefined> {
  try {
    return await planLoad(model, Math.max(0, mostBytes));
  } catch (thrown) {
    if (toAssayError(thrown).code === "out-of-memory") return undefined;
    throw thrown;
  }
}

function waitUnless(signal: AbortSignal, done: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
    done.then(resolve, reject);
  });
}

function sum(models: readonly Pick<Evictable, "bytes">[]): number {
  return models.reduce((total, { bytes }) => total + bytes, 0);
}
