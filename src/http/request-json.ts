import type { Endpoint } from "./endpoint.ts";
import { toProtocolError, toStatusError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import { readBody, readErrorText } from "./read-body.ts";
import { sendWithRetries } from "./send-with-retries.ts";

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
