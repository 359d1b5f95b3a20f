import * as fs from "node:fs/promises";
import { writeFileAtomic } from "../../system/write-file-atomic.ts";
import type { ServiceState } from "./service-state.ts";

/** Only the user whose service it is may read the session token. */
const OWNER_ONLY = 0o600;

/** Writes the state file of a service. */
export function writeServiceState(path: string, state: ServiceState): Promise<void> {
  return writeFileAtomic(fs, path, `${JSON.stringify(state, undefined, 2)}\n`, OWNER_ONLY);
}
