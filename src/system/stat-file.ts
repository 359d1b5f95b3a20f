import { type Stats, statSync } from "node:fs";

/** What the system says of a path; absent when nothing is there or it may not be looked at. */
export function statFile(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // Not readable, or no possible path: for a name that may be many things, that is as good as absent.
    return undefined;
  }
}
