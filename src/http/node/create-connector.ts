import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import type { Connect } from "../transport.ts";

/** Creates the opener of connections with the proxies and certificates of an environment. */
export function createConnector(env: EnvironmentVariables): Connect {
  // The HTTP client is a heavy package, of no use to whoever runs files only.
  return async (limits) => (await import("./create-transport.ts")).createTransport(env, limits);
}
