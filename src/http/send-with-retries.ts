import type { Warning } from "../core/warning.ts";
import { describeRetry } from "./describe-retry.ts";
import type { Endpoint } from "./endpoint.ts";
import { toStatusError } from "./errors.ts";
import { type Exchange, type ExchangeOptions, openExchange } from "./exchange.ts";
import { readErrorText } from "./read-body.ts";
import { PassingError, retry } from "./retry.ts";
import { ENDPOINT_RETRIES, parseRetryAfter } from "./retry-policy.ts";
import type { HttpCall } from "./transport.ts";

/**
 * Sends a request, and again after a pause when nothing of an answer came for a reason that may pass: no connection, or
 * a status by which the server says that it is busy.
 *
 * @param options `onRetry` is told of every try that failed
 * @throws AssayError as `openExchange`; `endpoint-status` when the server stays busy
 */
export function sendWithRetries(
  endpoint: Endpoint,
  call: HttpCall,
  options: ExchangeOptions & { readonly onRetry?: (warning: Warning) => void },
): Promise<Exchange> {
  return retry(() => sendOnce(endpoint, call, options), {
    policy: ENDPOINT_RETRIES,
    clock: endpoint.clock,
    signal: options.signal,
    onRetry: (error, next) => {
      const message = endpoint.redact(error.message);
      endpoint.notify?.(describeRetry({ message }, next));
      options.onRetry?.({
        code: "measurement-disturbed",
        message: `The request was sent again after ${next.delayMs} ms: ${message}`,
      });
    },
  });
}

async function sendOnce(endpoint: Endpoint, call: HttpCall, options: ExchangeOptions): Promise<Exchange> {
  const exchange = await openExchange(endpoint, call, options);
  if (!ENDPOINT_RETRIES.passesStatus(exchange.status)) return exchange;
  const retryAfterMs = parseRetryAfter(exchange.header("retry-after"));
  const error = toStatusError(endpoint, exchange.status, await readErrorText(exchange));
  throw PassingError.of(error, retryAfterMs);
}
