import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Names the folder of a browser's profile by the process that will delete it. */
export function toProfilePrefix(processId: number): string {
  return `assay-browser-${processId}-`;
}

/** Deletes the profiles of processes that were killed before they could: each holds the models that its page has stored. */
export async function removeLeftProfiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, processId] = /^assay-browser-(\d+)-/.exec(name) ?? [];
    if (processId === undefined || isAlive(Number(processId))) continue;
    // Another user's is not ours to delete.
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
