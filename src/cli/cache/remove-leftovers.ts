import { type CacheLeftover, findLeftovers, removeLeftover } from "../../hub/cache/clean-cache.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { openCache } from "../../workbench/cache/open-cache.ts";
import type { CommandContext } from "../options/command-context.ts";
import { confirm } from "../terminal/confirm.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface RemoveLeftoversOptions {
  /** Does not ask. */
  readonly yes: boolean;
  readonly json: boolean;
}

/** Removes what downloads have left behind, after asking; returns the exit code. */
export async function removeLeftovers(options: RemoveLeftoversOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const cache = await openCache(await context.openWorkspace());
  const leftovers = await Array.fromAsync(findLeftovers(cache));
  if (!options.json) for (const leftover of leftovers) terminal.note(describe(leftover));
  const sizeBytes = leftovers.reduce((sum, leftover) => sum + leftover.sizeBytes, 0);
  const question = `remove ${pluralize(leftovers.length, "leftover")}, ${formatQuantity(sizeBytes, "bytes")}?`;
  const isAgreed = leftovers.length === 0 || options.yes || (await confirm(question));
  let freedBytes = 0;
  if (isAgreed) for (const leftover of leftovers) freedBytes += await removeLeftover(leftover, cache);
  terminal.printResult(options, { removed: isAgreed ? leftovers.length : 0, freedBytes }, () => {
    if (leftovers.length === 0) terminal.note("nothing to clean");
    else terminal.note(isAgreed ? `${formatQuantity(freedBytes, "bytes")} are free again` : "nothing removed");
  });
  return isAgreed ? EXIT.ok : EXIT.failed;
}

function describe(leftover: CacheLeftover): string {
  const size = formatQuantity(leftover.sizeBytes, "bytes");
  switch (leftover.type) {
    case "part":
      return `a download that stopped, ${size}: ${leftover.directory}`;
    case "content":
      return `a file that no model uses any more, ${size}: ${leftover.path}`;
    case "record":
      return `the record of a file that is gone: ${leftover.path}`;
    default:
      return leftover satisfies never;
  }
}
