import { stopService } from "../../../workbench/service-control/stop-service.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { sayWaiting } from "../../render/service-start.ts";

/** `foundry service stop` */
export async function stop(_options: object, { terminal, workspace }: CommandContext): Promise<number> {
  await stopService({ workspace, onWait: sayWaiting(terminal) });
  terminal.print("🔴 Service is stopped.");
  return 0;
}
