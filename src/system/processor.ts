import os from "node:os";

/** The processor as it calls itself; absent where the system does not tell. */
export function processorName(): string | undefined {
  return os.cpus()[0]?.model.trim();
}

/** Threads that may help at most: as many as this process may run at once. */
export function countCores(): number {
  return Math.max(1, os.availableParallelism());
}
