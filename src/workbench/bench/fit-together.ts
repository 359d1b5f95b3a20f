import type { Plan } from "../../core/run.ts";

/** A loaded model takes its file, about a fifth more for context and buffers, and a process. */
const SHARE_OVER_FILE = 1.2;
const PROCESS_BYTES = 120e6;
/** Some memory stays for the system, its file cache and us. */
const USABLE_SHARE = 0.7;

/** Whether all targets of a plan may be loaded at once, judged by the sizes of their files and the free memory. */
export function fitTogether(plan: Plan, freeBytes = process.availableMemory()): boolean {
  const needed = plan.targets
    .filter(({ source }) => source.type === "file")
    .reduce((sum, target) => sum + (target.sizeBytes ?? 0) * SHARE_OVER_FILE + PROCESS_BYTES, 0);
  return needed <= freeBytes * USABLE_SHARE;
}
