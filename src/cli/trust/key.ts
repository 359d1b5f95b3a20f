import { allowKey } from "../../workbench/key-trust.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface TrustKeyOptions {
  readonly variable: string;
  readonly host: string;
  readonly json: boolean;
}

/** `assay trust key` */
export async function trustKey(options: TrustKeyOptions, { terminal, workspace }: CommandContext): Promise<number> {
  const allowed = await allowKey(options.variable, options.host, workspace);
  terminal.printResult(options, { allowed }, () =>
    terminal.note(`the key in ${allowed.variable} may go to ${allowed.host}, whatever project names it`),
  );
  return EXIT.ok;
}
