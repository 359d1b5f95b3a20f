import { type Stats, statSync } from "node:fs";

/** Reads the facts of a path; absent when nothing is there or it may not be read. */
export function statFile(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // Not readable, or no possible path: for a name that may be many things, that is as good as absent.
    return undefined;
  }
}
