import type { ServiceIdentity } from "../../workbench/service-control/service-state.ts";
import type { RunningService } from "../app/running-service.ts";

/** What our own routes know besides the models: the process that they run in. */
export interface ManagedService {
  readonly identity: ServiceIdentity;
  readonly isStopping: () => boolean;
  /** Requests that are being answered, the one that asks included. */
  readonly activeRequests: () => number;
  readonly stop: RunningService["stop"];
}
