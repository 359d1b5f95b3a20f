import { homedir } from "node:os";
import { resolve } from "node:path";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import { findExecutables } from "../../system/find-executables.ts";
import { missingBinary } from "./errors.ts";
import type { ServerCommand } from "./keep-server.ts";

/**
 * Finds the user's llama-server: the first on PATH, unless one is named.
 *
 * @param named a path, or a name on PATH
 * @throws AssayError `engine-missing`
 */
export function findBinary(env: EnvironmentVariables, named?: string): ServerCommand {
  const [found] =
    named !== undefined && /[\\/]/.test(named)
      ? [resolve(named.replace(/^~(?=[\\/])/, homedir()))]
      : findExecutables(named?.replace(/\.exe$/i, "") ?? "llama-server", { env });
  if (found === undefined) throw missingBinary(named);
  return [found];
}
