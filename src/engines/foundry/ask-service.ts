import type { Endpoint } from "../../http/endpoint.ts";
import { toProtocolError, toStatusError } from "../../http/errors.ts";
import { readBody } from "../../http/read-body.ts";
import { parseJson } from "../../http/request-json.ts";
import { sendWithRetries } from "../../http/send-with-retries.ts";

/** An answer of the service, read to its end. */
export interface ServiceAnswer {
  readonly status: number;
  readonly text: string;
  header(name: string): string | undefined;
  /** @throws AssayError `endpoint-status` unless the status is 200, `endpoint-protocol` unless `parse` finds something */
  read<T>(rule: string, parse: (body: unknown) => T | undefined): T;
  /** @throws AssayError `endpoint-status` unless the status is 200 */
  requireOk(): void;
}

/** Asks the service and reads its answer, whatever its status. @throws AssayError `endpoint-unreachable`, `timeout`, `aborted` */
export async function askService(
  endpoint: Endpoint,
  path: string,
  options: {
    readonly query?: Readonly<Record<string, string>> | undefined;
    readonly body?: unknown;
    readonly signal?: AbortSignal | undefined;
  } = {},
): Promise<ServiceAnswer> {
  const call = endpoint.call(path, options.body);
  for (const [name, value] of Object.entries(options.query ?? {})) call.url.searchParams.set(name, value);
  const exchange = await sendWithRetries(endpoint, call, { signal: options.signal });
  const { text } = await readBody(exchange);
  const requireOk = () => {
    if (exchange.status !== 200) throw toStatusError(endpoint, exchange.status, text);
  };
  return {
    status: exchange.status,
    text,
    header: exchange.header,
    requireOk,
    read(rule, parse) {
      requireOk();
      const found = parse(parseJson(endpoint, exchange, text));
      if (found === undefined) throw toProtocolError(endpoint, rule, text);
      return found;
    },
  };
}
