import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import envPaths from "env-paths";

/** Folders on this system. Naming one does not create it. */
export interface Locations {
  /** The user's own models.json and assay.json. */
  readonly config: string;
  /** Data that must survive: saved measurements, digests, trusted adapters. */
  readonly state: string;
  /** Data that may be deleted at any time. */
  readonly cache: string;
  readonly log: string;
  /** Models that come with the product, and their models.json. */
  readonly builtInModels: string;
  readonly builtInPrompts: string;
}

/**
 * Names the folders: XDG on Linux, Library on macOS, AppData on Windows; all below `ASSAY_HOME` when that is set.
 *
 * @param env the environment; only `ASSAY_HOME` is taken from it
 */
export function readLocations(env: Readonly<Record<string, string | undefined>>): Locations {
  // Sources and build lie equally deep below the package's root.
  const packageRoot = fileURLToPath(new URL("../../", import.meta.url));
  return {
    ...(env.ASSAY_HOME ? below(resolve(env.ASSAY_HOME)) : systemLocations()),
    builtInModels: join(packageRoot, "models"),
    builtInPrompts: join(packageRoot, "prompts"),
  };
}

function below(home: string) {
  return {
    config: join(home, "config"),
    state: join(home, "state"),
    cache: join(home, "cache"),
    log: join(home, "log"),
  };
}

function systemLocations() {
  const paths = envPaths("assay", { suffix: "" });
  // env-paths puts logs straight into XDG's state folder, and knows no state folder elsewhere.
  return process.platform === "linux"
    ? { config: paths.config, state: paths.log, cache: paths.cache, log: join(paths.log, "log") }
    : { config: paths.config, state: paths.data, cache: paths.cache, log: paths.log };
}
