import { readServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { renderServiceStatus } from "../render/service-status.ts";

/** `foundry service status`, when typed with options; without, the entry answers it. */
export async function showStatus(_options: object, { terminal, workspace }: CommandContext): Promise<number> {
  terminal.out.write(renderServiceStatus(await readServiceStatus(workspace.locations)));
  return 0;
}
