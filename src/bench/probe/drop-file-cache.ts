import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Takes a file out of the system's page cache, so that the next load reads it from disk.
 *
 * Linux only: `dd iflag=nocache count=0` advises the kernel to drop the file's pages, and `fincore` tells whether it
 * did. Returns `cold` when no page is left, else `unknown`: a load measured then is shown as neither cold nor warm.
 */
export async function dropFileCache(path: string): Promise<"cold" | "unknown"> {
  if (process.platform !== "linux") return "unknown";
  try {
    await run("dd", [`if=${path}`, "iflag=nocache", "count=0", "status=none"]);
    const { stdout } = await run("fincore", ["--bytes", "--noheadings", "--output", "RES", path]);
    return Number(stdout.trim()) === 0 ? "cold" : "unknown";
  } catch {
    // One of the two tools is missing or the file system does not take the advice: then nothing is known.
    return "unknown";
  }
}
