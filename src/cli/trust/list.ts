import { listTrusted } from "../../workbench/project/trust-adapter.ts";
import type { CommandContext } from "../options/command-context.ts";
import { renderColumns } from "../render/columns.ts";
import { EXIT } from "../terminal/exit-codes.ts";

/** `assay trust list` */
export async function listTrust(
  options: { readonly json: boolean },
  { terminal, workspace }: CommandContext,
): Promise<number> {
  const trusted = await listTrusted(workspace);
  terminal.printResult(options, { trusted }, () => {
    if (trusted.length === 0) return terminal.note("no module is trusted");
    const rows = trusted.map(({ path, sha256, state }) => [path, sha256.slice(0, 12), state]);
    terminal.print(renderColumns(["module", "sha-256", "since then"], rows, terminal));
  });
  return EXIT.ok;
}
