import { resolve } from "node:path";
import type { Workspace } from "./workspace.ts";

/** Folder of the project's runs. */
export function runsFolderOf({ directory, settings }: Pick<Workspace, "directory" | "settings">): string {
  return resolve(directory, settings.runs);
}
