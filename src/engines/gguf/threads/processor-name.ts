import os from "node:os";

/** The processor as it calls itself; absent where the system does not tell. */
export function processorName(): string | undefined {
  return os.cpus()[0]?.model.trim();
}
