import type { CommandContext } from "../../options/command-context.ts";
import { printLoaded, printServerStatus } from "../classic/print-status.ts";

/** `foundry status` */
export async function showStatus(_options: object, context: CommandContext): Promise<number> {
  await printServerStatus(context);
  await printLoaded(context);
  return 0;
}
