import { revokeKey } from "../../workbench/key-trust.ts";
import { revokeTrust } from "../../workbench/project/trust-adapter.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface RevokeOptions {
  /** A module, or the variable of a key. */
  readonly name: string;
  /** Of a key: the host that it no longer goes to. */
  readonly host: string | undefined;
  readonly json: boolean;
}

/** `assay trust revoke` */
export async function revoke(options: RevokeOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { name, host } = options;
  if (host !== undefined) {
    const revoked = await revokeKey(name, host, context.workspace);
    terminal.printResult(options, { revoked }, () =>
      terminal.note(`no longer goes to ${revoked.host}: the key in ${revoked.variable}`),
    );
    return EXIT.ok;
  }
  const path = await revokeTrust(name, await context.openWorkspace());
  terminal.printResult(options, { revoked: path }, () => terminal.note(`no longer trusted: ${path}`));
  return EXIT.ok;
}
