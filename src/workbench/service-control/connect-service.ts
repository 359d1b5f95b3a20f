import type { BareWorkspace } from "../workspace.ts";
import { readServiceStatus } from "./read-service-status.ts";
import { createServiceClient, type ServiceClient } from "./service-client.ts";
import type { ServiceState } from "./service-state.ts";
import { type StartServiceOptions, startService } from "./start-service.ts";

/** A service that runs, and the means to ask it. */
export interface ConnectedService {
  readonly state: ServiceState;
  readonly client: ServiceClient;
  /** It was started for this. */
  readonly isNew: boolean;
}

/** Finds the running service, or starts one. @param options reads what to start it with, only when it has to be */
export async function connectService(
  { locations }: Pick<BareWorkspace, "locations">,
  options: () => Promise<StartServiceOptions>,
): Promise<ConnectedService> {
  const status = await readServiceStatus(locations);
  const { state, isNew } =
    status.type === "running" ? { state: status.state, isNew: false } : await startService(await options());
  return { state, isNew, client: createServiceClient(state) };
}
