import type { ServiceIdentity } from "../../workbench/service-process/service-state.ts";
import type { RunningService } from "../running-service.ts";

/** What our own routes know besides the models: the process that they run in. */
export interface ManagedService {
  readonly identity: ServiceIdentity;
  readonly isStopping: () => boolean;
  readonly stop: RunningService["stop"];
}
