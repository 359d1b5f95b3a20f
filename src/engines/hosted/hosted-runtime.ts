import type { Clock } from "../../lib/clock.ts";
import type { EngineName } from "../engines.ts";
import type { Fork } from "./spawn-child.ts";

export interface HostedEngineOptions {
  readonly engine: EngineName;
  /** Plain values of the engine's context; they must survive JSON. */
  readonly engineOptions?: Readonly<Record<string, unknown>> | undefined;
  /** Environment of the child; default: our own. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly fork?: Fork | undefined;
  /** Passes the time of all limits below. */
  readonly clock?: Clock | undefined;
  /** Longest load when the load itself says no `timeoutMs`; default 120,000. */
  readonly loadTimeoutMs?: number | undefined;
  /** Longest silence of the child while a request runs; default 60,000. */
  readonly unresponsiveMs?: number | undefined;
  /** Longest time that an aborted request may go on computing before it is ended with its process; default 5,000. */
  readonly blockedMs?: number | undefined;
  /** Longest time that an unload may take before the process is ended; default 2,000. */
  readonly unloadMs?: number | undefined;
  /** Time between two looks at the child's memory when it has a limit; default 100. */
  readonly memoryPollMs?: number | undefined;
}

/** The options with every default filled in. */
export type HostedRuntime = {
  readonly [K in keyof Omit<HostedEngineOptions, "fork">]-?: NonNullable<HostedEngineOptions[K]>;
} & { readonly fork: Fork | undefined };
