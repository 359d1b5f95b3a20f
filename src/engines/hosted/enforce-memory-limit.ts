import type { AssayError } from "../../core/errors.ts";
import type { Clock } from "../../lib/clock.ts";
import { overLimit } from "./errors.ts";

/** Ends a process once its memory passes the limit: reads it again and again. */
export async function enforceMemoryLimit(options: {
  readonly limitBytes: number;
  readonly clock: Clock;
  readonly everyMs: number;
  readonly stopped: AbortSignal;
  /** Resolves with undefined while it cannot be told. */
  readonly read: () => Promise<number | undefined>;
  readonly end: (reason: AssayError) => void;
}): Promise<void> {
  const { limitBytes, clock, everyMs, stopped, read, end } = options;
  while (!stopped.aborted) {
    const usedBytes = await read();
    if (usedBytes !== undefined && usedBytes > limitBytes) return end(overLimit(limitBytes, usedBytes));
    await clock.sleep(everyMs, stopped);
  }
}
