import type { EndpointRuntime } from "../../http/endpoint.ts";
import type { ServerCommand } from "./keep-server.ts";

/** Dependencies of the engine. */
export interface LlamaServerRuntime extends EndpointRuntime {
  /** The program; @throws AssayError `engine-missing` */
  readonly findCommand: () => ServerCommand;
  readonly findPort: () => Promise<number>;
  /** Memory that a model may take now. */
  readonly availableMemoryBytes: () => number;
  /** Longest load when the load itself says no `timeoutMs`. */
  readonly loadTimeoutMs: number;
  /** Longest time that the server may take to end by itself. */
  readonly unloadMs: number;
}
