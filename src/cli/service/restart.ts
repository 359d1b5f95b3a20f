import { readServiceKey } from "../../workbench/service-control/read-service-key.ts";
import { readServiceStatus } from "../../workbench/service-control/read-service-status.ts";
import { startService } from "../../workbench/service-control/start-service.ts";
import { stopService } from "../../workbench/service-control/stop-service.ts";
import type { CommandContext } from "../options/command-context.ts";
import { readServiceSettings } from "../options/service-settings.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { reportStart } from "./start.ts";
import { sayWaiting } from "./stop.ts";

/** `assay service restart`: keeps the project, and what the service was given when it was started. */
export async function restartServiceCommand(
  options: Readonly<Record<string, unknown>>,
  { terminal, workspace }: CommandContext,
): Promise<number> {
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const { signal } = interrupt;
  const status = await readServiceStatus(workspace.locations, { signal });
  const before = status.type === "running" ? status.state : undefined;
  const directory = options.here === true ? workspace.directory : (before?.project ?? workspace.directory);
  const read = await readServiceSettings(options, { ...workspace, directory }, before?.given);
  // Before the running one is stopped: one that could not come up again would be missed.
  await readServiceKey(read.workspace.settings, read.workspace, before?.hasKey);
  await stopService({ workspace, now: options.now === true, onWait: sayWaiting(terminal), signal });
  const { state, isNew } = await startService({ ...read, signal });
  if (options.json === true) {
    const { endpoints, processId, project } = state;
    terminal.print(JSON.stringify({ wasRunning: before !== undefined, endpoints, processId, project }, null, 2));
  } else reportStart(state, isNew, terminal);
  return EXIT.ok;
}
