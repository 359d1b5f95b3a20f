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
    message: `All models lie in one cache, not in ${folder}; \`foundry cache location\` tells where it is.`,
    hint: `\`foundry cache cd <folder>\` moves the cache for everything that is started after it.`,
  });
}
