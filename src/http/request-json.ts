import type { Endpoint } from "./endpoint.ts";
import { toProtocolError, toStatusError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import { readBody } from "./read-body.ts";
import { sendWithRetries } from "./send-with-retries.ts";

/** Of an error's body, as much as may hold the message. */
const MAX_ERROR_BYTES = 64 * 1024;

/** Asks for JSON and parses it. @throws AssayError `endpoint-unreachable`, `endpoint-status`, `endpoint-protocol`, `timeout`, `aborted` */
export async function requestJson(
  endpoint: Endpoint,
  path: string,
  { body, signal }: { readonly body?: unknown; readonly signal?: AbortSignal | undefined },
): Promise<unknown> {
  const exchange = await sendWithRetries(endpoint, endpoint.call(path, body), { signal });
  if (exchange.status !== 200) throw toStatusError(endpoint, exchange.status, await readErrorText(exchange));
  const { text } = await readBody(exchange);
  return parseJson(endpoint, exchange, text);
}

/** The beginning of a body that comes with a bad status; what breaks off while it is read stays as it is. */
export async function readErrorText(exchange: Exchange): Promise<string> {
  return (await readBody(exchange, MAX_ERROR_BYTES)).text;
}

/** @throws AssayError `endpoint-protocol` naming the content type and the beginning of what came instead */
export function parseJson(endpoint: Endpoint, exchange: Exchange, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw toProtocolError(endpoint, "JSON", describeBody(exchange, text), error);
  }
}

export function describeBody(exchange: Exchange, text: string): string {
  return `${exchange.header("content-type") ?? "no content type"}, ${JSON.stringify(text.slice(0, 200))}`;
}
