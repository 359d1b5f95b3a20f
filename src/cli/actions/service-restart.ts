import { readServiceKey } from "../../workbench/service-process/read-service-key.ts";
import { readServiceStatus } from "../../workbench/service-process/read-service-status.ts";
import { startService } from "../../workbench/service-process/start-service.ts";
import { stopService } from "../../workbench/service-process/stop-service.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { listenForInterrupt } from "../interrupt.ts";
import { readServiceSettings } from "../service-settings.ts";
import { reportStart } from "./service-start.ts";
import { sayWaiting } from "./service-stop.ts";

/** `assay service restart`: keeps the project, and what the service was given when it was started. */
export async function restartServiceCommand(
  options: Readonly<Record<string, unknown>>,
  { terminal, surroundings }: CommandContext,
): Promise<number> {
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const { signal } = interrupt;
  const status = await readServiceStatus(surroundings.locations, { signal });
  const before = status.type === "running" ? status.state : undefined;
  const directory = options.here === true ? surroundings.directory : (before?.project ?? surroundings.directory);
  const read = await readServiceSettings(options, { ...surroundings, directory }, before?.given);
  // Before the running one is stopped: one that could not come up again would be missed.
  await readServiceKey(read.settings, read.surroundings, before?.hasKey);
  await stopService({ surroundings, now: options.now === true, onWait: sayWaiting(terminal), signal });
  const { state, isNew } = await startService({ ...read, signal });
  if (options.json === true) {
    const { endpoints, processId, project } = state;
    terminal.print(JSON.stringify({ wasRunning: before !== undefined, endpoints, processId, project }, null, 2));
  } else reportStart(state, isNew, terminal);
  return EXIT.ok;
}
