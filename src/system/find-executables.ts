import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

export interface FindExecutablesOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform | undefined;
  /** Tells whether the path is a file that may be run. */
  readonly isExecutable?: ((path: string) => boolean) | undefined;
}

/** Lists every program of this name on PATH, in the order in which a terminal would take them; on Windows with the endings of PATHEXT. */
export function findExecutables(name: string, options: FindExecutablesOptions): readonly string[] {
  const { env, platform = process.platform, isExecutable = canRun } = options;
  const folders = (readVariable(env, "PATH", platform) ?? "").split(platform === "win32" ? ";" : delimiter);
  const endings =
    platform === "win32" ? (readVariable(env, "PATHEXT", platform) ?? ".EXE;.CMD;.BAT").toLowerCase().split(";") : [""];
  const paths = folders
    // An empty entry means the current folder: what lies there is not run unasked.
    .filter((folder) => folder.trim() !== "")
    .flatMap((folder) => endings.map((ending) => join(folder.replaceAll('"', ""), name + ending)));
  return [...new Set(paths)].filter(isExecutable);
}

/** Windows does not tell upper from lower case in the names of variables; a copy of the environment does. */
function readVariable(env: FindExecutablesOptions["env"], name: string, platform: NodeJS.Platform): string | undefined {
  if (platform !== "win32") return env[name];
  return Object.entries(env).find(([key]) => key.toUpperCase() === name)?.[1];
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
