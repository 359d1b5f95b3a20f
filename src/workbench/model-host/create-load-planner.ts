import { onlyEmbeds } from "../../catalog/capabilities.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { isDownloadable, isRemote } from "../../catalog/sources/sources.ts";
import type { CacheType, LoadOptions } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import type { MemoryFacts } from "../../core/model-format.ts";
import { engineDefinition } from "../../engines/engines.ts";
import { type AskedLoad, fitContext } from "../../formats/memory/fit-context.ts";
import { inCacheType } from "../../formats/memory/in-cache-type.ts";
import { requiredMemory } from "../../formats/memory/required-memory.ts";
import { sharedMemory, USUAL_PARALLEL } from "../../formats/memory/shared-cache.ts";
import type { LoadPlan, PlanLoad } from "../../pool/load-plan.ts";
import { createFileFactsCache } from "../model/file-facts-cache.ts";

/** Numbers of requests at once that are tried where each has a context of its own. */
const PARALLELS = [16, 8, 4, 2] as const;
/** A conversation with a long document fits; more requests at once are not worth less than this to each. */
const ROOMY_CONTEXT_TOKENS = 8192;

/**
 * Creates the planner that decides how each model of a service is loaded: how many requests at once, how much context for
 * each, and the memory that takes.
 *
 * @param cacheType how keys and values are kept
 * @param parallel requests at once; absent: as many as one cache serves well
 */
export function createLoadPlanner(parallel: number | undefined, cacheType?: CacheType): PlanLoad {
  const read = createFileFactsCache();

  return async (model, mostBytes = Number.MAX_SAFE_INTEGER) => {
    const { source } = model;
    if (isRemote(source)) return { needBytes: 0, options: {} };
    if (isDownloadable(source)) return planUnseen(model, mostBytes);
    const asked = { contextTokens: model.contextTokens, parallel };
    const { sharesCache, capabilities } = engineDefinition(model.engine);
    if (source.type !== "file") return { needBytes: capabilities.native ? undefined : 0, options: asked };
    const { memory, capabilities: can } = await read(source.path);
    const room = { availableBytes: mostBytes };
    if (onlyEmbeds({ capabilities: can })) return planEmbedding(memory, room);
    return sharesCache === true
      ? planShared(inCacheType(memory, cacheType), { ...asked, cacheType }, room)
      : planApart(memory, asked, room);
  };
}

interface MemoryRoom {
  readonly availableBytes: number;
}

/** Each request may use the whole context: all share one cache, in which those that wait lose what they computed last. */
function planShared(
  facts: MemoryFacts,
  asked: AskedLoad & Pick<LoadOptions, "cacheType">,
  { availableBytes }: MemoryRoom,
): LoadPlan {
  const { parallel = USUAL_PARALLEL, cacheType } = asked;
  const { contextTokens } = fitContext(facts, { contextTokens: asked.contextTokens }, { availableBytes });
  const needBytes = sharedMemory(facts, { contextTokens, parallel }, availableBytes).totalBytes;
  return {
    needBytes,
    grows: true,
    options: { parallel, contextTokens, ...(cacheType !== undefined && { cacheType }) },
  };
}

/** Each request has a context of its own: of several numbers of requests, the most that leave each a roomy one. */
function planApart(facts: MemoryFacts, asked: AskedLoad, room: MemoryRoom): LoadPlan {
  const parallel =
    asked.parallel ?? PARALLELS.find((count) => isRoomy(facts, { ...asked, parallel: count }, room)) ?? 1;
  const { contextTokens } = fitContext(facts, { ...asked, parallel }, room);
  const needBytes = requiredMemory(facts, { contextTokens, parallel }).totalBytes;
  return { needBytes, options: { parallel, contextTokens } };
}

function isRoomy(facts: MemoryFacts, asked: { readonly parallel: number } & AskedLoad, { availableBytes }: MemoryRoom) {
  const { contextTokens = Math.min(facts.trainedContextTokens ?? ROOMY_CONTEXT_TOKENS, ROOMY_CONTEXT_TOKENS) } = asked;
  return requiredMemory(facts, { contextTokens, parallel: asked.parallel }).totalBytes <= availableBytes;
}

/** Its texts are embedded batch by batch. */
function planEmbedding(facts: MemoryFacts, room: MemoryRoom): LoadPlan {
  const { contextTokens } = fitContext(facts, {}, room);
  return { needBytes: requiredMemory(facts, { contextTokens, parallel: 1 }).totalBytes, options: {} };
}

function planUnseen({ id, sizeBytes }: ResolvedModel, mostBytes: number): LoadPlan {
  const needBytes = sizeBytes === undefined ? undefined : requiredMemory({ weightsBytes: sizeBytes }).totalBytes;
  if (needBytes === undefined || needBytes > mostBytes)
    throw new AssayError({
      code: "out-of-memory",
      message: `The size of ${id} must be known and small enough to tell whether it fits, not ${sizeBytes}.`,
    });
  return { needBytes, options: {} };
}
