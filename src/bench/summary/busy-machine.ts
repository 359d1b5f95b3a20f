import type { Machine } from "../../core/run.ts";

/** A machine whose run queue is this full before we begin has other work to do. */
const BUSY_SHARE = 0.75;

/** Why no timing can be trusted that began on a machine with other work, as a clause; absent where it had none, or does not tell. */
export function describeBusy({
  loadAverage = 0,
  cpuCount,
}: Pick<Machine, "loadAverage" | "cpuCount">): string | undefined {
  if (loadAverage <= cpuCount * BUSY_SHARE) return undefined;
  return `the machine was already busy when the run began (load average ${loadAverage.toFixed(1)} on ${cpuCount} processors)`;
}
