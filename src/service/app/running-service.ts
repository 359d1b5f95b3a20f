import type { ServiceState } from "../../workbench/service-control/service-state.ts";

/** A service that listens. */
export interface RunningService {
  readonly state: ServiceState;
  /** The aliases of models that are here and need no download; the project's own first. */
  readonly listNames: () => Promise<readonly string[]>;
  /** Resolves when it has stopped, whoever asked for it, and everything is given back. */
  readonly stopped: Promise<void>;
  /** Stops: what runs ends first, within bounds, or at once with `now`, which may also be said later. */
  stop(options?: { readonly now?: boolean | undefined }): Promise<void>;
}
