import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { MemoryReading } from "../core/engine.ts";

/**
 * Reads the memory of a process from Linux's /proc: resident and peak (VmRSS, VmHWM) and proportional (Pss).
 *
 * Source: proc_pid_status(5), proc_pid_smaps(5). The kernel counts in units that it calls kB and that are 1024 bytes.
 */
export async function readProcessMemory(
  pid: number,
  read: (path: string) => Promise<string> = (path) => readFile(path, "utf8"),
): Promise<MemoryReading> {
  try {
    const status = await read(`/proc/${pid}/status`);
    const residentBytes = findBytes(status, "VmRSS");
    if (residentBytes === undefined) return { because: "the process has ended" };
    const reading = { residentBytes, peakResidentBytes: findBytes(status, "VmHWM") };
    const rollup = await read(`/proc/${pid}/smaps_rollup`).catch((error: Error) => error);
    return typeof rollup === "string"
      ? { ...reading, proportionalBytes: findBytes(rollup, "Pss") }
      : { ...reading, because: `proportional memory cannot be read: ${rollup.message}` };
  } catch (error) {
    return { because: `the system does not tell: ${error instanceof Error ? error.message : error}` };
  }
}

/**
 * Bytes of a process that no file backs (RssAnon, RssShmem): what it took itself. The pages of a mapped model file, which
 * the system may take back at any time, do not count, and a file whose weights are converted does not count twice.
 *
 * Read at once: the kernel answers from memory, and whoever watches a limit asks ten times a second while tokens are on
 * their way; each step of a read that waits takes a worker and a turn of the event loop.
 *
 * @returns undefined when the process is gone, or the system does not tell
 */
export function readOwnMemory(pid: number): number | undefined {
  const status = readStatus(pid);
  const anonymousBytes = findBytes(status, "RssAnon");
  return anonymousBytes === undefined ? undefined : anonymousBytes + (findBytes(status, "RssShmem") ?? 0);
}

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return ""; // the process is gone
  }
}

function findBytes(text: string, name: string): number | undefined {
  const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}
