import { isAbsolute, join, relative, sep } from "node:path";
import type { CacheContext } from "./cache-context.ts";

/**
 * Whether a path lies in a folder in truth: no folder on the way to it is a link, which could lead anywhere. Asked before
 * anything is removed. The folder itself may be one, as when a whole cache lies on another disk; so may the last step,
 * as removing a link leaves alone what it leads to.
 */
export async function liesIn(
  root: string,
  path: string,
  { context: { fs } }: Pick<CacheContext, "context">,
): Promise<boolean> {
  const way = relative(root, path);
  const steps = way.split(sep);
  if (way === "" || isAbsolute(way) || steps.includes("..")) return false;
  let folder = root;
  for (const step of steps.slice(0, -1)) {
    folder = join(folder, step);
    const found = await fs.lstat(folder).catch(() => undefined);
    if (found === undefined) return true; // nothing is there, and nothing can lead away
    if (!found.isDirectory()) return false;
  }
  return true;
}
