import { isDownloadable } from "../../catalog/sources/sources.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { resolveName } from "../../workbench/resolve-name.ts";
import type { Workspace } from "../../workbench/workspace.ts";
import { confirm } from "../terminal/confirm.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { downloadShown } from "./show-download.ts";

/**
 * Offers to download each of the named models that is not here. Does nothing where nobody can answer; what is not
 * downloaded, or means nothing, is told by whoever needs it.
 */
export async function offerDownloads(
  names: readonly string[],
  { workspace, terminal }: { readonly workspace: Workspace; readonly terminal: Terminal },
): Promise<void> {
  if (!terminal.isInteractive || process.stdin.isTTY !== true) return;
  for (const name of names) {
    const [model, ...others] = await resolveName(name, workspace).catch(() => []);
    if (model === undefined || others.length > 0 || !isDownloadable(model.source)) continue;
    const size = model.sizeBytes === undefined ? "of unknown size" : formatQuantity(model.sizeBytes, "bytes");
    if (!(await confirm(`${model.id} is not downloaded; download it now (${size})?`))) continue;
    using interrupt = listenForInterrupt(terminal, "stopping; what came is kept");
    await downloadShown(name, {}, { workspace, terminal, signal: interrupt.signal });
  }
}
