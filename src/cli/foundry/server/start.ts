import type { CommandContext } from "../../options/command-context.ts";
import { printServerStatus } from "../classic/print-status.ts";
import { type ServerFlags, toGivenServer } from "../classic/server-flags.ts";
import { startService } from "../classic/start-service.ts";

/** `foundry server start` */
export async function startServer(options: ServerFlags, context: CommandContext): Promise<number> {
  await startService(toGivenServer(options), context);
  await printServerStatus(context);
  return 0;
}
