import { moveCache } from "../../../workbench/cache/move-cache.ts";
import { readServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { restartService } from "../classic/restart-service.ts";

/** `foundry cache cd`: a service that runs is restarted, so that it downloads there. */
export async function changeFolder({ folder }: { readonly folder: string }, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  const path = await moveCache(folder, workspace);
  const { from, where } = workspace.origins.modelCache;
  if (["environment", ".env", "project"].includes(from))
    terminal.note(`warning: ${where} says otherwise, and is stronger`);
  if ((await readServiceStatus(workspace.locations)).type === "running") await restartService(context);
  terminal.print(`💾 Cache directory path: ${path}`);
  return 0;
}
