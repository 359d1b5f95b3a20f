import { revokeTrust } from "../../workbench/project/trust-adapter.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface RevokeOptions {
  readonly module: string;
  readonly json: boolean;
}

/** `assay trust revoke` */
export async function revoke(options: RevokeOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const path = await revokeTrust(options.module, await context.openWorkspace());
  terminal.printResult(options, { revoked: path }, () => terminal.note(`no longer trusted: ${path}`));
  return EXIT.ok;
}
