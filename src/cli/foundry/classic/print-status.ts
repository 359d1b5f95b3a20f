import { readServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import { createServiceClient } from "../../../workbench/service-control/service-client.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { renderLoadedModels } from "../render/marked-models.ts";
import { renderServerStatus } from "../render/server-status.ts";
import { renderServiceStatus } from "../render/service-status.ts";

/** Says whether the service runs and where, as 0.10 does. */
export async function printServerStatus({ terminal, workspace }: CommandContext): Promise<void> {
  terminal.print(renderServerStatus(await readServiceStatus(workspace.locations), workspace.now()));
}

/** Lists what is loaded. Starting a service only to say that it has loaded nothing helps nobody. */
export async function printLoaded({ terminal, workspace }: CommandContext): Promise<void> {
  const status = await readServiceStatus(workspace.locations);
  if (status.type !== "running") terminal.out.write(renderServiceStatus(status));
  else terminal.print(renderLoadedModels(await createServiceClient(status.state).listLoaded()));
}
