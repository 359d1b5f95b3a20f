import { onlyEmbeds } from "../../catalog/capabilities.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import type { CacheType, LoadOptions } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import type { MemoryFacts } from "../../core/model-format.ts";
import { readFileFacts } from "../../formats/formats.ts";
import { inCacheType } from "../../formats/in-cache-type.ts";
import { type AskedLoad, planContext } from "../../formats/plan-context.ts";
import { requiredMemory } from "../../formats/required-memory.ts";
import { sharedCacheTokens, USUAL_PARALLEL } from "../../formats/shared-cache.ts";
import type { LoadPlan, PlanLoad } from "../../pool/load-plan.ts";
import { statFile } from "../../system/stat-file.ts";

/**
 * Creates the planner that decides how each model of a service is loaded: how many requests at once, how much context for
 * each, and the memory that takes.
 *
 * @param cacheType how keys and values are kept
 * @param parallel requests at once; absent: as many as one cache serves well
 */
export function createLoadPlanner(parallel: number | undefined, cacheType?: CacheType): PlanLoad {
  const read = createFactsCache();

  return async (model, mostBytes = Number.MAX_SAFE_INTEGER) => {
    const { source } = model;
    switch (source.type) {
      case "file": {
        const { memory, embeds } = await read(source.path);
        const room = { availableBytes: mostBytes };
        return embeds
          ? planEmbedding(memory, room)
          : planChat(inCacheType(memory, cacheType), { contextTokens: model.contextTokens, parallel, cacheType }, room);
      }
      case "hub":
        return planUnseen(model, mostBytes);
      case "adapter":
        return { needBytes: undefined, options: { parallel, contextTokens: model.contextTokens } };
      case "endpoint":
      case "foundry":
        return { needBytes: 0, options: {} };
      case "script":
        return { needBytes: 0, options: { parallel, contextTokens: model.contextTokens } };
      default:
        return source satisfies never;
    }
  };
}

interface MemoryRoom {
  readonly availableBytes: number;
}

/** Each request may use the whole context: all share one cache, in which those that wait lose what they computed last. */
function planChat(
  facts: MemoryFacts,
  asked: AskedLoad & Pick<LoadOptions, "cacheType">,
  { availableBytes }: MemoryRoom,
): LoadPlan {
  const { parallel = USUAL_PARALLEL } = asked;
  const { contextTokens } = planContext(facts, { contextTokens: asked.contextTokens }, { availableBytes });
  const cacheTokens = sharedCacheTokens(facts, { contextTokens, parallel }, availableBytes);
  const needBytes = requiredMemory(facts, { contextTokens: cacheTokens, parallel: 1 }).totalBytes;
  const { cacheType } = asked;
  return { needBytes, options: { parallel, contextTokens, ...(cacheType !== undefined && { cacheType }) } };
}

/** Its texts are embedded batch by batch. */
function planEmbedding(facts: MemoryFacts, room: MemoryRoom): LoadPlan {
  const { contextTokens } = planContext(facts, {}, room);
  return { needBytes: requiredMemory(facts, { contextTokens, parallel: 1 }).totalBytes, options: {} };
}

function planUnseen({ id, sizeBytes }: ResolvedModel, mostBytes: number): LoadPlan {
  const needBytes = sizeBytes === undefined ? undefined : requiredMemory({ weightsBytes: sizeBytes }).totalBytes;
  if (needBytes === undefined || needBytes > mostBytes)
    throw new AssayError({
      code: "out-of-memory",
      message: `Cannot tell of ${id} that it fits as its size must be known and small enough: current value is ${sizeBytes}`,
    });
  return { needBytes, options: {} };
}

/** The few facts of a file that planning needs: a template as a whole may have megabytes. */
interface PlanFacts {
  /** Tells this state of the file from a later one. */
  readonly stamp: string;
  readonly embeds: boolean;
  readonly memory: MemoryFacts;
}

/** More files than a service ever plans for at the same time; one that was dropped is read again, in milliseconds. */
const MOST_KNOWN_FILES = 1_000;

/** Reads what each file says once, as long as the file stays the same. */
function createFactsCache(): (path: string) => Promise<PlanFacts> {
  const known = new Map<string, PlanFacts>();
  return async (path) => {
    const now = statFile(path);
    const stamp = `${now?.mtimeMs} ${now?.size}`;
    const before = known.get(path);
    if (before?.stamp === stamp) return before;
    const { memory, capabilities } = await readFileFacts(path);
    const facts = { stamp, embeds: onlyEmbeds({ capabilities }), memory };
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size >= MOST_KNOWN_FILES) known.delete(oldest);
    known.set(path, facts);
    return facts;
  };
}
