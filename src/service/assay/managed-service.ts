import type { ServiceIdentity } from "../../workbench/service-control/service-state.ts";
import type { RunningService } from "../app/running-service.ts";

/** The process that our own routes manage, besides its models. */
export interface ManagedProcess {
  readonly identity: ServiceIdentity;
  readonly isStopping: () => boolean;
  readonly stop: RunningService["stop"];
}

/** Options of every route here: no web page but our own may ask for it. */
export const MANAGEMENT = { config: { access: "management" } } as const;

export interface ManagedService extends ManagedProcess {
  /** Requests that are being answered, the one that asks included. */
  readonly activeRequests: () => number;
}
