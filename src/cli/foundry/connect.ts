import { readServiceStatus } from "../../workbench/service-process/read-service-status.ts";
import { createServiceClient, type ServiceClient } from "../../workbench/service-process/service-client.ts";
import type { ServiceState } from "../../workbench/service-process/service-state.ts";
import { startService } from "../../workbench/service-process/start-service.ts";
import type { CommandContext } from "../command-context.ts";
import { readServiceSettings } from "../service-settings.ts";
import { addressOf } from "./render/service-status.ts";

/** The running service and the means to ask it. */
export interface ConnectedService {
  readonly state: ServiceState;
  readonly client: ServiceClient;
}

/**
 * Finds the running service; where none runs, starts one and says so, as every classic command does.
 *
 * @param say where to say it; default: the standard output
 * @throws AssayError as `startService()`
 */
export async function connect(context: CommandContext, say = context.terminal.print): Promise<ConnectedService> {
  const status = await readServiceStatus(context.surroundings.locations);
  if (status.type === "running") return { state: status.state, client: createServiceClient(status.state) };
  const { state, isNew } = await startService(await readServiceSettings({}, context.surroundings));
  if (isNew) say(renderStarted(state));
  return { state, client: createServiceClient(state) };
}

/** The line that a service which was started is announced with. */
export function renderStarted(state: ServiceState): string {
  return `🟢 Service is Started on ${addressOf(state)}/, PID ${state.processId}!`;
}
