import { formatNumber } from "../../report/format/format-number.ts";
import { findAdapterModule, listTrusted, openTrustStore, revokeTrust } from "../../workbench/project/trust-adapter.ts";
import type { CommandContext } from "../options/command-context.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { renderColumns } from "../render/columns.ts";
import { confirm } from "../terminal/confirm.ts";
import { EXIT } from "../terminal/exit-codes.ts";

type Options = Readonly<Record<string, unknown>>;

/** `assay trust <module>` */
export async function trustModule(name: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await readCommandSettings(options, [], context.workspace);
  const module = await findAdapterModule(name, workspace);
  const isJson = options.json === true;
  if (!isJson) {
    terminal.note(`  module    ${module.path}`);
    terminal.note(`  size      ${formatNumber(module.sizeBytes, 0)} bytes, changed ${module.modifiedAt}`);
    terminal.note(`  sha-256   ${module.sha256}`);
  }
  if (!module.isTrusted) {
    if (options.yes !== true) {
      terminal.note("It will run with all your rights, and so will whatever it imports.");
      if (!(await confirm("let this content run?"))) {
        terminal.note("not trusted");
        return EXIT.failed;
      }
    }
    await openTrustStore(workspace).trust(module.path);
  }
  if (isJson) terminal.print(JSON.stringify({ ...module, isTrusted: true, wasTrusted: module.isTrusted }, null, 2));
  else terminal.note(module.isTrusted ? "was trusted already" : "trusted, until its content changes");
  return EXIT.ok;
}

/** `assay trust list` */
export async function listTrust(options: Options, { terminal, workspace }: CommandContext): Promise<number> {
  const trusted = await listTrusted(workspace);
  if (options.json === true) terminal.print(JSON.stringify({ trusted }, null, 2));
  else if (trusted.length === 0) terminal.note("no module is trusted");
  else {
    const rows = trusted.map(({ path, sha256, state }) => [path, sha256.slice(0, 12), state]);
    terminal.print(renderColumns(["module", "sha-256", "since then"], rows, terminal));
  }
  return EXIT.ok;
}

/** `assay trust revoke` */
export async function revoke(name: string, options: Options, { terminal, workspace }: CommandContext): Promise<number> {
  const path = await revokeTrust(name, await readCommandSettings(options, [], workspace));
  if (options.json === true) terminal.print(JSON.stringify({ revoked: path }, null, 2));
  else terminal.note(`no longer trusted: ${path}`);
  return EXIT.ok;
}
