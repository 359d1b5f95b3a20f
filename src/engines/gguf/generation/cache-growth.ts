import type { GenerationJob } from "../../generation/generation-job.ts";
import type { CacheShape, LlamaContext } from "../llama/llama-context.ts";
import { type CacheCapacity, chooseShape, laneTokens } from "./cache-shape.ts";
import type { SequenceTable } from "./sequence-table.ts";

export interface CacheGrowthOptions {
  readonly context: Pick<LlamaContext, "shape">;
  readonly capacity: CacheCapacity;
  readonly bytesPerToken: number;
  /** Memory that the system can give now. */
  readonly availableBytes: () => number;
}

export interface GrowthWish {
  /** A request that is to run too. */
  readonly joining?: GenerationJob | undefined;
  /** Requests that wait for more. */
  readonly waiting: number;
}

/** Lets the cache grow with those who use it. */
export interface CacheGrowth {
  /** Gives the cache a shape in which all that runs can go on; false where memory does not allow it. */
  fit(table: SequenceTable, wish: GrowthWish): boolean;
}

/** An answer gets so many cells ahead, so that the cache need not grow again at once. */
const aheadTokens = 256;

/** Creates the growth of a cache within what was planned for it, and within what the system has. */
export function createCacheGrowth(options: CacheGrowthOptions): CacheGrowth {
  const { context, capacity, bytesPerToken, availableBytes } = options;
  const spareBytes = ({ cacheTokens }: CacheShape) => (capacity.tokens - cacheTokens) * bytesPerToken;

  return {
    fit(table, { joining, waiting }) {
      const needs = table.running.flatMap(({ job }) => (job === undefined ? [] : [needOf(job)]));
      if (joining !== undefined) needs.push(Math.max(needOf(joining), table.countSaved(joining)));
      if (fits(context.shape, needs)) return true;
      const carried = table.running.reduce((sum, { held }) => sum + held.length, 0);
      const free = Math.floor(availableBytes() / bytesPerToken);
      const tokens = Math.min(capacity.tokens, context.shape.cacheTokens + free);
      const shape = chooseShape({ ...capacity, tokens }, { needs, waiting, carried });
      if (shape === undefined) return false;
      if (!isSame(shape, context.shape)) table.reshape(shape, spareBytes);
      return isSame(shape, context.shape);
    },
  };
}

function needOf({ length, generation }: GenerationJob): number {
  return Math.min(length + aheadTokens, generation.prompt.length + generation.maxTokens);
}

function fits(shape: CacheShape, needs: readonly number[]): boolean {
  return shape.lanes && needs.length <= shape.sequences && Math.max(...needs) <= laneTokens(shape);
}

function isSame(one: CacheShape, other: CacheShape): boolean {
  return one.lanes === other.lanes && one.cacheTokens === other.cacheTokens && one.sequences === other.sequences;
}
