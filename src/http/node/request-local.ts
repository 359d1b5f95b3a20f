import type { IncomingMessage } from "node:http";
import { http } from "../../system/node-http.ts";

export interface LocalCall {
  readonly method?: "GET" | "POST" | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Most time for the whole answer; absent: as long as it takes. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Asks a server of this machine and gives its answer as soon as it begins.
 *
 * It needs neither proxy nor certificates nor retries, and `assay service status` has no time to load a client that does.
 * @throws what the connection throws; so does reading the answer
 */
export function requestLocal(url: URL, call: LocalCall = {}): Promise<IncomingMessage> {
  const { method = "GET", headers, body, signal, timeoutMs } = call;
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = http.request(url, {
      method,
      signal,
      // Node's shared agent would keep a connection open, and with it a service that drains.
      agent: false,
      headers: {
        ...headers,
        ...(text !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
      },
    });
    const late =
      timeoutMs === undefined ? undefined : setTimeout(() => sent.destroy(new Error("no answer in time")), timeoutMs);
    sent.once("response", resolve);
    sent.once("error", reject);
    sent.once("close", () => clearTimeout(late));
    sent.end(text);
  });
}
