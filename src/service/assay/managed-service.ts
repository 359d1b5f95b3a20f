import type { ServiceIdentity } from "../../workbench/service-control/service-state.ts";
import type { RunningService } from "../app/running-service.ts";

/** The process that our own routes manage, besides its models. */
export interface ManagedProcess {
  readonly identity: ServiceIdentity;
  readonly isStopping: () => boolean;
  readonly stop: RunningService["stop"];
}

export interface ManagedService extends ManagedProcess {
  /** Requests that are being answered, the one that asks included. */
  readonly activeRequests: () => number;
}
