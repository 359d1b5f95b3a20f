import type { GivenSettings } from "../../../settings/read-settings.ts";
import { readServiceKey } from "../../../workbench/service-control/read-service-key.ts";
import { readServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import type { ServiceSettings } from "../../../workbench/service-control/service-settings.ts";
import { startService } from "../../../workbench/service-control/start-service.ts";
import { stopService } from "../../../workbench/service-control/stop-service.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { openServiceWorkspace } from "../../options/service-workspace.ts";
import { sayWaiting } from "../../render/service-start.ts";
import { renderStarted } from "./connect.ts";

export interface RestartOptions {
  /** Settings that were typed. */
  readonly given?: GivenSettings | undefined;
  /** Settings that have just been written: the files say them now, not what the service was given. */
  readonly changed?: readonly (keyof ServiceSettings)[] | undefined;
}

/** Restarts the service for the same project with what it was given, except for what is typed or has been written. */
export async function restartService(
  { terminal, workspace }: CommandContext,
  { given, changed = [] }: RestartOptions = {},
): Promise<void> {
  const status = await readServiceStatus(workspace.locations);
  const before = status.type === "running" ? status.state : undefined;
  const directory = before?.project ?? workspace.directory;
  const kept = Object.entries(before?.given ?? {}).filter(([name]) => !changed.some((one) => one === name));
  const next = await openServiceWorkspace({ ...workspace, directory }, { given, kept: Object.fromEntries(kept) });
  // Before the running one is stopped: one that could not come up again would be missed.
  await readServiceKey(next.workspace.settings, next.workspace, before?.hasKey);
  terminal.print("Restarting service...");
  await stopService({ workspace, onWait: sayWaiting(terminal) });
  terminal.print("🔴 Service is stopped.");
  const { state } = await startService(next);
  terminal.print(renderStarted(state));
}
