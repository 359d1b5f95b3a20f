import { type ConnectedService, connectService } from "../../../workbench/service-control/connect-service.ts";
import type { ServiceState } from "../../../workbench/service-control/service-state.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { openServiceWorkspace } from "../../options/service-workspace.ts";
import { addressOf } from "../../render/service-line.ts";

/**
 * Finds the running service; where none runs, starts one and says so, as every classic command does.
 *
 * @param say where to say it; default: the standard output
 * @throws AssayError as `startService()`
 */
export async function connect(
  { workspace, terminal }: CommandContext,
  say = terminal.print,
): Promise<ConnectedService> {
  const service = await connectService(workspace, () => openServiceWorkspace(workspace));
  if (service.isNew) say(renderStarted(service.state));
  return service;
}

/** The line that a service which was started is announced with. */
export function renderStarted(state: ServiceState): string {
  return `🟢 Service is Started on ${addressOf(state)}/, PID ${state.processId}!`;
}
