import type { ResolvedModel } from "../catalog/resolved-model.ts";
import type { LoadOptions } from "../core/engine.ts";
import type { PoolModel } from "./model-pool.ts";

/** How a model is to be loaded, and what that takes. */
export interface LoadPlan {
  /** Estimated; 0 for what runs elsewhere, absent when nothing is known before it has been loaded. */
  readonly needBytes: number | undefined;
  /** It takes less at first and grows up to that with its requests; default false. */
  readonly grows?: boolean | undefined;
  readonly options: Pick<LoadOptions, "parallel" | "contextTokens" | "cacheType">;
}

/** Memory of a model that takes so much now: what it may still grow to is given to no other meanwhile. */
export function reservedBytes({ grows, needBytes = 0 }: LoadPlan, takenBytes: number): number {
  return grows === true ? Math.max(takenBytes, needBytes) : takenBytes;
}

/**
 * Plans a load that takes at most `mostBytes`; absent: as it is best.
 *
 * @throws AssayError `out-of-memory` when there is no such plan
 */
export type PlanLoad = (model: ResolvedModel, mostBytes?: number) => Promise<LoadPlan>;

/** Another form of the same model. */
export interface SmallerVariant extends PoolModel {
  /** false: it would have to be downloaded first. */
  readonly isHere: boolean;
}

/** Lists the variants of a model's alias that are smaller than it, the biggest first. */
export type ListSmallerVariants = (model: ResolvedModel) => Promise<readonly SmallerVariant[]>;
