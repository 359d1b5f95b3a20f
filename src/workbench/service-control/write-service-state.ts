import * as fs from "node:fs/promises";
import { OWNER_ONLY } from "../../system/owner-only.ts";
import { writeFileAtomic } from "../../system/write-file-atomic.ts";
import type { ServiceState } from "./service-state.ts";

/** Writes the state file of a service; it holds the session token. */
export function writeServiceState(path: string, state: ServiceState): Promise<void> {
  return writeFileAtomic(fs, path, `${JSON.stringify(state, undefined, 2)}\n`, OWNER_ONLY.file);
}
