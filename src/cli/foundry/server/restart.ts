import type { CommandContext } from "../../options/command-context.ts";
import { printServerStatus } from "../classic/print-status.ts";
import { restartService } from "../classic/restart-service.ts";
import { type ServerFlags, toGivenServer } from "../classic/server-flags.ts";

/** `foundry server restart` */
export async function restartServer(options: ServerFlags, context: CommandContext): Promise<number> {
  await restartService(context, { given: toGivenServer(options) });
  await printServerStatus(context);
  return 0;
}
