import { AssayError } from "../../../core/errors.ts";

/**
 * Refuses a folder for the models of one service: they lie in the hub's cache, where other tools find them too.
 *
 * @throws AssayError `unsupported` when a folder is given
 */
export function refuseCacheFolder(folder: string | undefined): void {
  if (folder === undefined) return;
  throw new AssayError({
    code: "unsupported",
    message: `Cannot take ${folder} for the models as they must lie in one cache for all programs: foundry cache location tells which`,
    hint: "foundry cache cd <folder> moves the cache for everything that is started after it",
  });
}
