import type { IncomingMessage } from "node:http";
import { http } from "../../system/node-http.ts";
import { SESSION_HEADER } from "../../wire/assay/session-header.ts";
import type { ServiceState } from "./service-state.ts";

export interface ServiceCall {
  readonly method?: "GET" | "POST" | undefined;
  /** Such as `/assay/v1/service`. */
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Most time until the first byte of the answer; absent: as long as it takes. */
  readonly timeoutMs?: number | undefined;
}

/** Sends one request to a service of this machine and gives the answer as soon as it begins. @throws what the connection throws */
export function requestService(
  { endpoints, sessionToken }: Pick<ServiceState, "endpoints" | "sessionToken">,
  { method = "GET", path, body, signal, timeoutMs }: ServiceCall,
): Promise<IncomingMessage> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = http.request(new URL(path, endpoints[0]), {
      method,
      signal,
      // Node's shared agent would keep a connection open, and with it the service when it drains.
      agent: false,
      headers: {
        [SESSION_HEADER]: sessionToken,
        ...(text !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
      },
    });
    const late =
      timeoutMs === undefined ? undefined : setTimeout(() => sent.destroy(new Error("no answer in time")), timeoutMs);
    sent.once("response", (answer) => {
      clearTimeout(late);
      resolve(answer);
    });
    sent.once("error", (error) => {
      clearTimeout(late);
      reject(error);
    });
    sent.end(text);
  });
}
