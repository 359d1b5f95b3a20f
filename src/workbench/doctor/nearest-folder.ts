import { dirname, resolve } from "node:path";
import { statFile } from "../../system/stat-file.ts";

/** The folder itself, or the nearest one above it that is there: where it would be made. */
export function nearestFolder(directory: string): string {
  let folder = resolve(directory);
  while (statFile(folder)?.isDirectory() !== true && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
