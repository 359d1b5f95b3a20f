import type { CommandContext } from "../../options/command-context.ts";
import { printLoaded } from "../classic/print-status.ts";

/** `foundry service ps` */
export async function listLoaded(_options: object, context: CommandContext): Promise<number> {
  await printLoaded(context);
  return 0;
}
