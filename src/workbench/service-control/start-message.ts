import type { ErrorRecord } from "../../core/errors.ts";
import type { ServiceSettings } from "./service-settings.ts";
import type { ServiceState } from "./service-state.ts";

/** What a detached service is told once it runs: over a channel, since a command line can be read by everyone. */
export interface StartMessage {
  /** The project's folder. */
  readonly project: string;
  /** Stronger than what the environment and files say. */
  readonly given: Partial<ServiceSettings>;
}

/** What it answers; then the channel is closed and the service is on its own. */
export type StartAnswer =
  | { readonly type: "listening"; readonly state: ServiceState }
  | { readonly type: "failed"; readonly error: ErrorRecord };
