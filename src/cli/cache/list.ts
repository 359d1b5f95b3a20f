import { type CacheEntry, listCache } from "../../hub/cache/list-cache.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { openCache } from "../../workbench/cache/open-cache.ts";
import type { CommandContext } from "../options/command-context.ts";
import { renderColumns } from "../render/columns.ts";
import { EXIT } from "../terminal/exit-codes.ts";

const HEADS = ["model", "size", "files", "downloaded by", "last use"];

/** `assay cache list` */
export async function listCached(options: { readonly json: boolean }, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const cache = await openCache(await context.openWorkspace());
  const location = cache.hubCache;
  const entries = await listCache(cache);
  const sizeBytes = entries.reduce((total, entry) => total + entry.sizeBytes, 0);
  const ownBytes = entries.reduce((total, entry) => total + entry.ownBytes, 0);
  terminal.printResult(options, { location, sizeBytes, ownBytes, entries }, () => {
    if (entries.length === 0) return terminal.note(`nothing is in ${location}`);
    terminal.print(renderColumns(HEADS, entries.map(toRow), terminal));
    const own = `${formatQuantity(ownBytes, "bytes")} of it downloaded by assay`;
    terminal.note(`\n${formatQuantity(sizeBytes, "bytes")} in ${location}, ${own}`);
  });
  return EXIT.ok;
}

const OWNERS = { assay: "assay", others: "other tools", both: "both" } as const satisfies Record<
  CacheEntry["owner"],
  string
>;

function toRow({ name, sizeBytes, files, owner, partialBytes, lastUsedAt }: CacheEntry): string[] {
  const partial = partialBytes === 0 ? "" : ` + ${formatQuantity(partialBytes, "bytes")} of a download that stopped`;
  return [
    name,
    `${formatQuantity(sizeBytes, "bytes")}${partial}`,
    String(files.length),
    OWNERS[owner],
    lastUsedAt === undefined ? "-" : lastUsedAt.slice(0, 10),
  ];
}
