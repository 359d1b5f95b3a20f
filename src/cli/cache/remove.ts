import { planRemoval, removeRecords } from "../../hub/cache/remove-from-cache.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { nameRemoval } from "../../workbench/cache/name-removal.ts";
import { openCache } from "../../workbench/cache/open-cache.ts";
import type { CommandContext } from "../options/command-context.ts";
import { confirm } from "../terminal/confirm.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface RemoveDownloadsOptions {
  readonly models: readonly string[];
  /** Does not ask. */
  readonly yes: boolean;
  readonly json: boolean;
}

/** `assay cache remove` */
export async function removeDownloads(options: RemoveDownloadsOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { models, yes } = options;
  const workspace = await context.openWorkspace();
  const cache = await openCache(workspace);
  const plans = await Promise.all(models.map(async (name) => planRemoval(await nameRemoval(name, workspace), cache)));
  const records = [...new Map(plans.flat().map((record) => [JSON.stringify(record), record])).values()];
  const sizeBytes = records.reduce((sum, record) => sum + record.sizeBytes, 0);
  const what = `${pluralize(records.length, "file")}, ${formatQuantity(sizeBytes, "bytes")}`;
  if (!yes && !(await confirm(`remove ${models.join(", ")}: ${what}?`))) {
    terminal.note("nothing removed");
    return EXIT.failed;
  }
  const removal = await removeRecords(records, cache);
  terminal.printResult(options, removal, () => {
    terminal.note(`removed ${models.join(", ")}: ${formatQuantity(removal.freedBytes, "bytes")} are free again`);
    for (const path of removal.kept) terminal.note(`kept, as another tool uses it: ${path}`);
  });
  return EXIT.ok;
}
