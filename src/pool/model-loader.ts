import type { ResolvedModel } from "../catalog/resolved-model.ts";
import type { LoadedModel, LoadOptions } from "../core/engine.ts";
import { type AssayError, toAssayError } from "../core/errors.ts";
import { createSlots } from "../lib/slots.ts";
import { type FindRoomOptions, findRoom, noRoom, type Residents, reachOf } from "./find-room.ts";
import { type ListSmallerVariants, type LoadPlan, type PlanLoad, reservedBytes } from "./load-plan.ts";
import { createMemoryBudget, type MemoryBudget } from "./memory-budget.ts";
import { createNeedHistory } from "./need-history.ts";
import { type PoolEntry, toBytes } from "./pool-entry.ts";
import { callerStopped } from "./pool-errors.ts";

/** A long prompt in many requests at once takes some tens of MB beside what is planned; what runs away takes all there is. */
const LEAST_MARGIN_BYTES = 64e6;
const MARGIN_RATIO = 1.5;

export interface ModelLoaderOptions {
  readonly load: (model: ResolvedModel, options: LoadOptions) => Promise<LoadedModel>;
  /** Absent: nothing is known beforehand. */
  readonly planLoad?: PlanLoad | undefined;
  readonly listSmallerVariants?: ListSmallerVariants | undefined;
  /** Absent: a share of what the system has. */
  readonly budget?: MemoryBudget | undefined;
  /** Most models at once; absent: as many as the memory holds. */
  readonly maxLoaded?: number | undefined;
  readonly residents: Residents;
}

/** An endpoint does not say how much it does at once, and has a queue of its own. */
const REMOTE_PLACES = 64;
/** Texts are embedded one after the other; the next are at hand while one is computed. */
const EMBEDDING_PLACES = 4;

/** Loads entries, one at a time where they take memory, so that each is judged by what the others were measured to take. */
export class ModelLoader {
  readonly #options: ModelLoaderOptions;
  readonly #room: FindRoomOptions;
  readonly #needs = createNeedHistory();
  readonly #lane = createSlots(1);

  constructor(options: ModelLoaderOptions) {
    this.#options = options;
    this.#room = {
      budget: options.budget ?? createMemoryBudget(undefined),
      maxLoaded: options.maxLoaded,
      needs: this.#needs,
      planLoad: options.planLoad ?? (async () => ({ needBytes: undefined, options: {} })),
      listSmallerVariants: options.listSmallerVariants ?? (async () => []),
      residents: options.residents,
    };
  }

  /** Resolves with the number of requests that it answers at the same time. */
  async load(entry: PoolEntry): Promise<number> {
    const best = await this.#room.planLoad(entry.pooled.model);
    if (best.needBytes === 0) return this.#start(entry, best);
    const leaveLane = await this.#lane.take(entry.loading);
    try {
      if (leaveLane === undefined) throw callerStopped(entry.name);
      const found = await findRoom(entry.pooled, best, this.#room, entry.loading);
      if (found.type === "found") return await this.#start(entry, found.plan);
      entry.suggest(found.smaller);
      throw found.error;
    } finally {
      leaveLane?.();
    }
  }

  /** Keeps what an entry was measured to take. */
  learn(entry: PoolEntry, bytes: number | undefined): void {
    const { plan } = entry;
    if (bytes === undefined || plan === undefined || plan.needBytes === 0) return;
    entry.measured(bytes);
    if (entry.loaded?.readMemory !== undefined) this.#needs.learn(entry.name, plan, reservedBytes(plan, bytes));
  }

  /** The error to tell of a load that failed; where the engine found too little memory, with what would help. */
  async explain(entry: PoolEntry, thrown: unknown): Promise<AssayError> {
    const error = toAssayError(thrown);
    if (error.code !== "out-of-memory" || entry.plan === undefined) return error;
    try {
      const refused = await noRoom(entry.pooled, entry.plan, reachOf(this.#room), this.#room, error);
      entry.suggest(refused.smaller);
      return refused.error;
    } catch {
      // What would help could not be found out; why it failed stands.
      return error;
    }
  }

  async #start(entry: PoolEntry, plan: LoadPlan): Promise<number> {
    const { name, pooled, loading: signal } = entry;
    entry.begin(plan);
    const loaded = await this.#options.load(pooled.model, {
      ...plan.options,
      id: name,
      signal,
      memoryLimitBytes: this.#limitOf(plan),
      onProgress: (ratio) => entry.progress(ratio),
    });
    entry.hold(loaded);
    const reading = await loaded.readMemory?.();
    if (signal.aborted) throw callerStopped(name);
    this.learn(entry, (reading && toBytes(reading)) ?? this.#needs.need(name, plan).bytes);
    return placesOf(loaded);
  }

  /** Most memory that the process may take while it runs: what is planned and a margin, within what all models may take. */
  #limitOf({ needBytes }: LoadPlan): number | undefined {
    const mostBytes = this.#room.budget.limitBytes;
    if (needBytes === 0) return undefined;
    if (needBytes === undefined) return mostBytes;
    return Math.max(needBytes + LEAST_MARGIN_BYTES, Math.min(needBytes * MARGIN_RATIO + LEAST_MARGIN_BYTES, mostBytes));
  }
}

function placesOf({ chat, embedding, readMemory }: LoadedModel): number {
  if (chat?.capabilities.parallel !== undefined) return chat.capabilities.parallel;
  if (chat === undefined && embedding !== undefined) return EMBEDDING_PLACES;
  return readMemory === undefined ? REMOTE_PLACES : 1;
}
