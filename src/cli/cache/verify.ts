import { type CacheLeftover, findLeftovers, removeLeftover } from "../../hub/cache/clean-cache.ts";
import { type CacheFinding, verifyCache } from "../../hub/cache/verify-cache.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { openCache } from "../../workbench/cache/open-cache.ts";
import { repairDownload } from "../../workbench/cache/repair-download.ts";
import type { CommandContext } from "../options/command-context.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { createDownloadDisplay } from "../render/download-progress.ts";
import { confirm } from "../terminal/confirm.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

type Options = Readonly<Record<string, unknown>>;

/** `assay cache verify` */
export async function verify(options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await readCommandSettings(options, [], context.workspace);
  const cache = await openCache(workspace);
  const isJson = options.json === true;
  using interrupt = listenForInterrupt(terminal, "stopping");
  const { signal } = interrupt;
  const findings: CacheFinding[] = [];
  const found = verifyCache(cache, {
    signal,
    onFile: (file) => terminal.isInteractive && !isJson && terminal.note(`checking ${file} ...`),
    ...(options.repair === true && {
      repair: async (record) => {
        using display = createDownloadDisplay(terminal, workspace.clock.now);
        await repairDownload(record, cache, workspace, { signal, onEvent: display.onProgress });
      },
    }),
  });
  for await (const finding of found) {
    findings.push(finding);
    if (!isJson) terminal.print(describe(finding));
  }
  const bad = findings.filter(({ state }) => state !== "right" && state !== "repaired");
  if (isJson) terminal.print(JSON.stringify({ files: findings }, null, 2));
  else if (findings.length === 0) terminal.note("assay has downloaded nothing yet");
  else if (bad.length > 0 && options.repair !== true)
    terminal.note("\nassay cache verify --repair downloads them again; assay cache clean forgets what is gone");
  return bad.length > 0 ? EXIT.failed : EXIT.ok;
}

/** `assay cache clean` */
export async function clean(options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await readCommandSettings(options, [], context.workspace);
  const cache = await openCache(workspace);
  const leftovers = await Array.fromAsync(findLeftovers(cache));
  const isJson = options.json === true;
  if (leftovers.length > 0 && !isJson) for (const leftover of leftovers) terminal.note(describeLeftover(leftover));
  const size = formatQuantity(
    leftovers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    "bytes",
  );
  const isAgreed =
    leftovers.length === 0 ||
    options.yes === true ||
    (await confirm(`remove ${pluralize(leftovers.length, "leftover")}, ${size}?`));
  let freedBytes = 0;
  if (isAgreed) for (const leftover of leftovers) freedBytes += await removeLeftover(leftover, cache);
  if (isJson) terminal.print(JSON.stringify({ removed: isAgreed ? leftovers.length : 0, freedBytes }, null, 2));
  else if (leftovers.length === 0) terminal.note("nothing to clean");
  else terminal.note(isAgreed ? `${formatQuantity(freedBytes, "bytes")} are free again` : "nothing removed");
  return isAgreed ? EXIT.ok : EXIT.failed;
}

function describe({ name, file, state, because, path }: CacheFinding): string {
  const label = name.endsWith(file) ? name : `${name}/${file}`;
  return state === "right" ? `right     ${label}` : `${state.padEnd(8)}  ${label}: ${because}\n          ${path}`;
}

function describeLeftover(leftover: CacheLeftover): string {
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
