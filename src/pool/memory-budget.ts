import os from "node:os";
import { USABLE_SHARE } from "../formats/memory/required-memory.ts";
import { readAvailableMemory } from "../system/available-memory.ts";

/** Memory that all loaded models together may take. */
export interface MemoryBudget {
  /** Most bytes of all models together. */
  readonly limitBytes: number;
  /** Bytes that one more model may take now, beside models that take `usedBytes`; negative when they take too much already. */
  roomBytes(usedBytes: number): number;
}

/** Memory of the system, its container's limits counted. */
export interface SystemMemory {
  readonly totalBytes: number;
  /** Memory that it can give now; absent where it does not state a usable figure. */
  availableBytes(): number | undefined;
}

/** @param limitBytes what the user allows; absent: a share of what the system has */
export function createMemoryBudget(
  limitBytes: number | undefined,
  system: SystemMemory = systemMemory(),
): MemoryBudget {
  const mostBytes = limitBytes ?? Math.floor(system.totalBytes * USABLE_SHARE);
  return {
    limitBytes: mostBytes,
    // A limit is no promise: other programs may have taken the memory, and the engines check what is there.
    roomBytes: (usedBytes) => Math.min(mostBytes - usedBytes, system.availableBytes() ?? Number.POSITIVE_INFINITY),
  };
}

function systemMemory(): SystemMemory {
  // Without a limit, Node says 0 or a number beyond all memory.
  const constrained = process.constrainedMemory();
  return {
    totalBytes: constrained > 0 ? Math.min(constrained, os.totalmem()) : os.totalmem(),
    availableBytes: readAvailableMemory,
  };
}
