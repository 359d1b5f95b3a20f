import { execFileSync } from "node:child_process";

/** Reads how much memory the system can give now, in bytes, a container's limits counted. The one way to ask. */
export function readAvailableMemory(): number {
  return process.platform === "darwin" ? readOnMac() : process.availableMemory();
}

/** On macOS Node counts only the pages that hold nothing at all; the system can give far more. */
function readOnMac(): number {
  try {
    return parseVmStat(execFileSync("/usr/bin/vm_stat", { encoding: "utf8" })) ?? process.availableMemory();
  } catch {
    // Some sandboxes let no program start: less than there is can be told all the same.
    return process.availableMemory();
  }
}

/**
 * Reads the pages that macOS gives away at once: free ones, and those of files that nobody has used for a while.
 *
 * Formula: psutil, `virtual_memory().available` on macOS (free and inactive pages); `vm_stat` lists speculative pages apart
 * from the free ones. Absent when the text is none of `vm_stat`.
 */
export function parseVmStat(text: string): number | undefined {
  const pageBytes = Number(/page size of (\d+) bytes/.exec(text)?.[1]);
  const pages = ["free", "inactive", "speculative"].map((kind) =>
    Number(new RegExp(`^Pages ${kind}:\\s+(\\d+)\\.`, "m").exec(text)?.[1]),
  );
  const bytes = pages.reduce((sum, count) => sum + count, 0) * pageBytes;
  return Number.isFinite(bytes) ? bytes : undefined;
}
