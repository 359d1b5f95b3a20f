import { type ConnectedService, connectService } from "../../workbench/service-process/connect-service.ts";
import type { ServiceState } from "../../workbench/service-process/service-state.ts";
import type { CommandContext } from "../command-context.ts";
import { addressOf } from "../render/service-line.ts";
import { readServiceSettings } from "../service-settings.ts";

/**
 * Finds the running service; where none runs, starts one and says so, as every classic command does.
 *
 * @param say where to say it; default: the standard output
 * @throws AssayError as `startService()`
 */
export async function connect(
  { surroundings, terminal }: CommandContext,
  say = terminal.print,
): Promise<ConnectedService> {
  const service = await connectService(surroundings, () => readServiceSettings({}, surroundings));
  if (service.isNew) say(renderStarted(service.state));
  return service;
}

/** The line that a service which was started is announced with. */
export function renderStarted(state: ServiceState): string {
  return `🟢 Service is Started on ${addressOf(state)}/, PID ${state.processId}!`;
}
