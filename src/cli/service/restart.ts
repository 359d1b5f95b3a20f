import type { GivenSettings } from "../../settings/read-settings.ts";
import { readServiceKey } from "../../workbench/service-control/read-service-key.ts";
import { readServiceStatus } from "../../workbench/service-control/read-service-status.ts";
import { startService } from "../../workbench/service-control/start-service.ts";
import { stopService } from "../../workbench/service-control/stop-service.ts";
import type { CommandContext } from "../options/command-context.ts";
import { openServiceWorkspace } from "../options/service-workspace.ts";
import { reportStart, sayWaiting } from "../render/service-start.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

export interface RestartOptions {
  /** Settings that were typed. */
  readonly given: GivenSettings;
  /** Serves the models of this folder instead. */
  readonly here: boolean;
  /** Cuts what runs. */
  readonly now: boolean;
  readonly json: boolean;
}

/** `assay service restart`: keeps the project, and what the service was given when it was started. */
export async function restart(options: RestartOptions, { terminal, workspace }: CommandContext): Promise<number> {
  const { given, here, now } = options;
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const { signal } = interrupt;
  const status = await readServiceStatus(workspace.locations, { signal });
  const before = status.type === "running" ? status.state : undefined;
  const directory = here ? workspace.directory : (before?.project ?? workspace.directory);
  const next = await openServiceWorkspace({ ...workspace, directory }, { given, kept: before?.given });
  // Before the running one is stopped: one that could not come up again would be missed.
  await readServiceKey(next.workspace.settings, next.workspace, before?.hasKey);
  await stopService({ workspace, now, onWait: sayWaiting(terminal), signal });
  const { state, isNew } = await startService({ ...next, signal });
  const { endpoints, processId, project } = state;
  const result = { wasRunning: before !== undefined, endpoints, processId, project };
  terminal.printResult(options, result, () => reportStart(state, isNew, terminal));
  return EXIT.ok;
}
