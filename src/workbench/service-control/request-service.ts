import type { IncomingMessage } from "node:http";
import { type LocalCall, requestLocal } from "../../http/node/request-local.ts";
import { SESSION_HEADER } from "../../wire/assay/session-header.ts";
import type { ServiceState } from "./service-state.ts";

export interface ServiceCall extends LocalCall {
  /** Such as `/assay/v1/service`. */
  readonly path: string;
}

/** Sends one request to a service of this machine and gives the answer as soon as it begins. @throws what the connection throws */
export function requestService(
  { endpoints, sessionToken }: Pick<ServiceState, "endpoints" | "sessionToken">,
  { path, ...call }: ServiceCall,
): Promise<IncomingMessage> {
  return requestLocal(new URL(path, endpoints[0]), { ...call, headers: { [SESSION_HEADER]: sessionToken } });
}
