import { join } from "node:path";
import type { Locations } from "../../system/locations.ts";
import { compiledCodeFolder } from "../compiled-code.ts";

/** The locations that a service keeps things in. */
export type ServiceLocations = Pick<Locations, "state" | "log" | "cache">;

/** Files of a service. There is one service per set of locations. */
export interface ServiceFiles {
  /** The running service: address, process, session token. Written when it listens, removed when it has stopped. */
  readonly state: string;
  /** Held by the process of the service as long as it lives. */
  readonly lock: string;
  /** Held by `service start` until the service listens or has failed to. */
  readonly startLock: string;
  /** Log of requests and models, as JSON lines; rotated. */
  readonly log: string;
  /** Output of a detached service from before its log was open, and its last words. */
  readonly output: string;
  /** See `compiledCodeFolder()`. */
  readonly code: string;
}

export function serviceFiles({ state, log, cache }: ServiceLocations): ServiceFiles {
  return {
    state: join(state, "service.json"),
    lock: join(state, "service.lock"),
    startLock: join(state, "service-start.lock"),
    log: join(log, "service.log"),
    output: join(log, "service-output.log"),
    code: compiledCodeFolder({ cache }),
  };
}
