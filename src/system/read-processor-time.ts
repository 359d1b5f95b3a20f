import { readFile } from "node:fs/promises";

/** Linux counts in these on every architecture that Node runs on. */
const TICK_MS = 10;

/**
 * Processor time in ms that a process has taken with all its threads, in steps of 10 ms. Linux only.
 *
 * Source: proc_pid_stat(5), utime and stime.
 * @returns undefined when the process is gone, or the system does not tell
 */
export async function readProcessorTime(
  pid: number,
  read: (path: string) => Promise<string> = (path) => readFile(path, "utf8"),
): Promise<number | undefined> {
  const text = await read(`/proc/${pid}/stat`).catch(() => "");
  // The name of the program stands in brackets and may hold blanks and brackets itself.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks * TICK_MS : undefined;
}
