import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { AssayError, toAssayError } from "../../core/errors.ts";
import { isEmbeddingFile } from "../../formats/gguf/is-embedding-file.ts";
import { memoryNeed, planContext } from "../../formats/gguf/memory-need.ts";
import { type GgufFile, readGgufFile } from "../../formats/gguf/read-gguf-file.ts";
import type { LoadPlan, PlanLoad } from "../../pool/load-plan.ts";
import { statFile } from "../../system/stat-file.ts";

/**
 * Numbers of requests at once, as they are tried. One decoding step for 16 costs little more than one for 8 and wins a
 * tenth and more in total; beyond, every client waits longer for little.
 */
const PARALLELS = [16, 8, 4, 2] as const;
/** A conversation with a long document fits; more requests at once are not worth less than this to each. */
const ROOMY_CONTEXT_TOKENS = 8192;
/** A process with the library, beyond the working space: some 40 MB of its own were measured, 100 MB with what it shares. */
const PROCESS_BYTES = 70e6;
/** Of files that are not here, only the size is known: beside it a model takes about a fifth more for its context. */
const SHARE_OVER_FILE = 1.2;

/**
 * Creates what plans the loads of a service: how many requests at once, how much context for each, and what that takes.
 *
 * @param parallel requests at once; absent: as many as leave each request a roomy context
 */
export function createLoadPlanner(parallel: number | undefined): PlanLoad {
  const read = createHeaderCache();

  return async (model, mostBytes = Number.MAX_SAFE_INTEGER) => {
    const { source } = model;
    switch (source.type) {
      case "file": {
        const file = await read(source.path);
        const room = { availableBytes: mostBytes - PROCESS_BYTES };
        return isEmbeddingFile(file) ? planEmbedding(file, room) : planChat(file, model.contextTokens, parallel, room);
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

function planChat(
  file: GgufFile,
  contextTokens: number | undefined,
  asked: number | undefined,
  room: MemoryRoom,
): LoadPlan {
  const trained = contextOf(file, 1, { availableBytes: Number.MAX_SAFE_INTEGER });
  const wanted = contextTokens ?? Math.min(trained, ROOMY_CONTEXT_TOKENS);
  const parallel = asked ?? PARALLELS.find((count) => contextOf(file, count, room) >= wanted) ?? 1;
  const plan = planContext(file, { contextTokens, parallel }, room);
  return toPlan(file, { parallel, contextTokens: plan.contextTokens });
}

/** Its texts are embedded one at a time. */
function planEmbedding(file: GgufFile, room: MemoryRoom): LoadPlan {
  const { contextTokens } = planContext(file, { parallel: 1 }, room);
  return { ...toPlan(file, { contextTokens, parallel: 1 }), options: {} };
}

function toPlan(file: GgufFile, options: { readonly contextTokens: number; readonly parallel: number }): LoadPlan {
  const bytes = memoryNeed(file, options) ?? file.sizeBytes;
  return { needBytes: bytes + PROCESS_BYTES, options };
}

/** The context that each of so many requests would get; 0 where there is no room for any. */
function contextOf(file: GgufFile, parallel: number, room: MemoryRoom): number {
  try {
    return planContext(file, { parallel }, room).contextTokens;
  } catch (thrown) {
    if (toAssayError(thrown).code === "out-of-memory") return 0;
    throw thrown;
  }
}

function planUnseen({ id, sizeBytes }: ResolvedModel, mostBytes: number): LoadPlan {
  const needBytes = sizeBytes === undefined ? undefined : sizeBytes * SHARE_OVER_FILE + PROCESS_BYTES;
  if (needBytes === undefined || needBytes > mostBytes)
    throw new AssayError({
      code: "out-of-memory",
      message: `Cannot tell of ${id} that it fits as its size must be known and small enough: current value is ${sizeBytes}`,
    });
  return { needBytes, options: {} };
}

/** Reads each file's header once, as long as the file stays the same. */
function createHeaderCache(): (path: string) => Promise<GgufFile> {
  const known = new Map<string, GgufFile>();
  return async (path) => {
    const before = known.get(path);
    const now = statFile(path);
    if (before !== undefined && before.modifiedMs === now?.mtimeMs && before.sizeBytes >= now.size) return before;
    const file = await readGgufFile(path);
    known.set(path, file);
    return file;
  };
}
