import { type CacheEntry, listCache } from "../../hub/cache/list-cache.ts";
import { planRemoval, removeRecords } from "../../hub/cache/remove-from-cache.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { moveCache } from "../../workbench/cache/move-cache.ts";
import { nameRemoval } from "../../workbench/cache/name-removal.ts";
import { openCache } from "../../workbench/cache/open-cache.ts";
import { modelCacheOf } from "../../workbench/model-cache.ts";
import type { CommandContext } from "../options/command-context.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { renderColumns } from "../render/columns.ts";
import { confirm } from "../terminal/confirm.ts";
import { EXIT } from "../terminal/exit-codes.ts";

type Options = Readonly<Record<string, unknown>>;

/** `assay cache list` */
export async function list(options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await readCommandSettings(options, [], context.workspace);
  const cache = await openCache(workspace);
  const entries = await listCache(cache);
  const sum = (part: (entry: CacheEntry) => number) => entries.reduce((total, entry) => total + part(entry), 0);
  const sizeBytes = sum((entry) => entry.sizeBytes);
  const ownBytes = sum((entry) => entry.ownBytes);
  if (options.json === true) {
    terminal.print(JSON.stringify({ location: cache.hubCache, sizeBytes, ownBytes, entries }, null, 2));
    return EXIT.ok;
  }
  if (entries.length === 0) {
    terminal.note(`nothing is in ${cache.hubCache}`);
    return EXIT.ok;
  }
  terminal.print(renderColumns(["model", "size", "files", "downloaded by", "last use"], entries.map(toRow), terminal));
  terminal.note(
    `\n${formatQuantity(sizeBytes, "bytes")} in ${cache.hubCache}, ${formatQuantity(ownBytes, "bytes")} of it downloaded by assay`,
  );
  return EXIT.ok;
}

/** `assay cache location` */
export async function showLocation(options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await readCommandSettings(options, [], context.workspace);
  const origin = workspace.origins.modelCache;
  const hubCache = modelCacheOf(workspace);
  const because = origin.from === "built-in" ? "where the hub's tools keep theirs (HF_HOME)" : origin.where;
  if (options.json === true) terminal.print(JSON.stringify({ location: hubCache, because }, null, 2));
  else {
    terminal.print(hubCache);
    terminal.note(`as said by: ${because}`);
  }
  return EXIT.ok;
}

/** `assay cache cd` */
export async function changeLocation(folder: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await readCommandSettings(options, [], context.workspace);
  const hubCache = modelCacheOf(workspace);
  const location = await moveCache(folder, workspace);
  const { from, where } = workspace.origins.modelCache;
  const isOverruled = ["environment", ".env", "project"].includes(from);
  if (options.json === true) {
    terminal.print(JSON.stringify({ location, before: hubCache, isOverruled }, null, 2));
    return EXIT.ok;
  }
  terminal.note(`from now on models are downloaded into ${location}`);
  if (hubCache !== location)
    terminal.note(`what is in ${hubCache} stays there; move it with your file manager if you want it in the new place`);
  if (isOverruled) terminal.note(`${terminal.style("yellow", "warning:")} ${where} says otherwise, and is stronger`);
  return EXIT.ok;
}

/** `assay cache remove` */
export async function remove(names: readonly string[], options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await readCommandSettings(options, [], context.workspace);
  const cache = await openCache(workspace);
  const plans = await Promise.all(names.map(async (name) => planRemoval(await nameRemoval(name, workspace), cache)));
  const records = [...new Map(plans.flat().map((record) => [JSON.stringify(record), record])).values()];
  const size = formatQuantity(
    records.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    "bytes",
  );
  if (
    options.yes !== true &&
    !(await confirm(`remove ${names.join(", ")}: ${pluralize(records.length, "file")}, ${size}?`))
  ) {
    terminal.note("nothing removed");
    return EXIT.failed;
  }
  const removal = await removeRecords(records, cache);
  if (options.json === true) terminal.print(JSON.stringify(removal, null, 2));
  else {
    terminal.note(`removed ${names.join(", ")}: ${formatQuantity(removal.freedBytes, "bytes")} are free again`);
    for (const path of removal.kept) terminal.note(`kept, as another tool uses it: ${path}`);
  }
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
