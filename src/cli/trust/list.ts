import { listAllowedKeys } from "../../workbench/key-trust.ts";
import { listTrusted } from "../../workbench/project/trust-adapter.ts";
import type { CommandContext } from "../options/command-context.ts";
import { renderColumns } from "../render/columns.ts";
import { EXIT } from "../terminal/exit-codes.ts";

/** `assay trust list` */
export async function listTrust(
  options: { readonly json: boolean },
  { terminal, workspace }: CommandContext,
): Promise<number> {
  const [trusted, keys] = await Promise.all([listTrusted(workspace), listAllowedKeys(workspace)]);
  terminal.printResult(options, { trusted, keys }, () => {
    if (trusted.length === 0) terminal.note("no module is trusted");
    const rows = trusted.map(({ path, sha256, state }) => [path, sha256.slice(0, 12), state]);
    if (rows.length > 0) terminal.print(renderColumns(["module", "sha-256", "since then"], rows, terminal));
    if (keys.length === 0) return;
    if (rows.length > 0) terminal.print();
    const pairs = keys.map(({ variable, host }) => [variable, host]);
    terminal.print(renderColumns(["key in", "may go to"], pairs, terminal));
  });
  return EXIT.ok;
}
