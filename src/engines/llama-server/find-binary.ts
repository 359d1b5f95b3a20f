import { homedir } from "node:os";
import { resolve } from "node:path";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import { findExecutables } from "../../system/find-executables.ts";
import { missingBinary } from "./errors.ts";
import type { ServerCommand } from "./server-command.ts";

/** Variable that names the program: a path, or a name on PATH. */
const VARIABLE = "ASSAY_LLAMA_SERVER";

/** Finds the user's llama-server: the one that is named, else the first on PATH. @throws AssayError `engine-missing` */
export function findBinary(env: EnvironmentVariables): ServerCommand {
  const named = env[VARIABLE]?.trim() || undefined;
  const [found] =
    named !== undefined && /[\\/]/.test(named)
      ? [resolve(named.replace(/^~(?=[\\/])/, homedir()))]
      : findExecutables(named?.replace(/\.exe$/i, "") ?? "llama-server", { env });
  if (found === undefined) throw missingBinary(named);
  return [found];
}
