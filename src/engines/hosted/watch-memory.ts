import type { MemoryReading } from "../../core/engine.ts";
import type { Clock } from "../../lib/clock.ts";
import { overLimit } from "./errors.ts";
import type { ModelProcess } from "./model-process.ts";

/** Ends the process when it uses more than `limitBytes`, or once did: the peak shows what happened between two looks. */
export async function watchMemory(
  process: ModelProcess,
  limitBytes: number,
  options: {
    readonly clock: Clock;
    readonly everyMs: number;
    readonly stopped: AbortSignal;
    readonly readMemory: () => Promise<MemoryReading>;
  },
): Promise<void> {
  while (!options.stopped.aborted) {
    const { residentBytes = 0, peakResidentBytes = 0 } = await options.readMemory();
    const usedBytes = Math.max(residentBytes, peakResidentBytes);
    if (usedBytes > limitBytes) return process.end(overLimit(limitBytes, usedBytes));
    await options.clock.sleep(options.everyMs, options.stopped);
  }
}
