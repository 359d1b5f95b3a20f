import os from "node:os";

/** Threads that may help at most: as many as this process may run at once. */
export function countCores(): number {
  return Math.max(1, os.availableParallelism());
}
