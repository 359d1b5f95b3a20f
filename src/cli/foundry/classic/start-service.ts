import type { GivenSettings } from "../../../settings/read-settings.ts";
import { startService as start } from "../../../workbench/service-control/start-service.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { openServiceWorkspace } from "../../options/service-workspace.ts";
import { addressOf } from "../../render/service-line.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { renderStarted } from "./connect.ts";

/** Starts the service, unless it runs, and says where. @param given settings that were typed */
export async function startService(given: GivenSettings, { terminal, workspace }: CommandContext): Promise<void> {
  const { state, isNew } = await start(await openServiceWorkspace(workspace, { given }));
  if (isNew) return terminal.print(renderStarted(state));
  terminal.print(`🟢 Service is already running on ${addressOf(state)}/.`);
  warnOfOtherPort(given.servicePort, addressOf(state), terminal);
}

/** A port that was asked for and is not the one in use must not be passed over in silence. */
function warnOfOtherPort(port: unknown, address: string, terminal: Terminal): void {
  if (typeof port !== "string" || port === "0" || new URL(address).port === port) return;
  terminal.note(`warning: it runs on another port than ${port}; to change it: foundry service restart --port ${port}`);
}
