import { fetch as undiciFetch } from "undici";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import { type ConnectionLimits, createConnections } from "./create-connections.ts";

/** The form of `fetch`. */
export type Fetch = typeof fetch;

/** A `fetch` and the connections that it keeps. */
export interface DisposableFetch extends AsyncDisposable {
  readonly fetch: Fetch;
}

/** Creates a `fetch` over connections of its own. @throws AssayError `invalid-file`, `invalid-input` as `createConnections` */
export function createFetch(env: EnvironmentVariables, limits: ConnectionLimits): DisposableFetch {
  const connections = createConnections(env, limits);
  const { dispatcher } = connections;
  // Of the package, not Node's own: connections of one version do not fit the other's.
  const send = (url: string, init?: object) => undiciFetch(url, { ...init, dispatcher });
  return { fetch: send as unknown as Fetch, [Symbol.asyncDispose]: () => connections[Symbol.asyncDispose]() };
}
