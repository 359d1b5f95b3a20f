import type { Warning } from "../core/warning.ts";
import type { Endpoint } from "./endpoint.ts";
import { isPassing } from "./errors.ts";
import { type Exchange, type ExchangeOptions, openExchange } from "./exchange.ts";
import type { HttpCall } from "./transport.ts";

/** Tries after the first one. */
const MAX_RETRIES = 2;
/** The first pause; each further one is twice as long. */
const FIRST_PAUSE_MS = 250;
/** A server that wants more patience than this is to be tried again by the user. */
const MAX_PAUSE_MS = 30_000;

/**
 * Sends a request, and once more after a pause when nothing of an answer came for a reason that may pass: no
 * connection, or status 429 or 503. `Retry-After` sets the pause.
 *
 * @param onRetry told of every try that failed
 * @throws AssayError as `openExchange`
 */
export async function sendWithRetries(
  endpoint: Endpoint,
  call: HttpCall,
  options: ExchangeOptions & { readonly onRetry?: (warning: Warning) => void },
): Promise<Exchange> {
  for (let retry = 0; ; retry++) {
    const attempt = await tryOnce(endpoint, call, options, retry === MAX_RETRIES);
    if (!("because" in attempt)) return attempt;
    const pauseMs = attempt.pauseMs ?? FIRST_PAUSE_MS * 2 ** retry;
    options.onRetry?.({
      code: "measurement-disturbed",
      message: `The request was sent again after ${pauseMs} ms: ${attempt.because}`,
    });
    // An abort ends the pause; the next try sees the signal itself.
    await endpoint.clock.sleep(pauseMs, options.signal);
  }
}

interface Failure {
  readonly because: string;
  readonly pauseMs?: number | undefined;
}

async function tryOnce(
  endpoint: Endpoint,
  call: HttpCall,
  options: ExchangeOptions,
  last: boolean,
): Promise<Exchange | Failure> {
  let exchange: Exchange;
  try {
    exchange = await openExchange(endpoint, call, options);
  } catch (error) {
    if (last || !isPassing(error) || !(error instanceof Error)) throw error;
    return { because: endpoint.redact(error.message) };
  }
  if (last || (exchange.status !== 429 && exchange.status !== 503)) return exchange;
  const pauseMs = parseRetryAfter(exchange.header("retry-after"));
  if (pauseMs !== undefined && pauseMs > MAX_PAUSE_MS) return exchange;
  exchange.close();
  return { because: `the endpoint answered ${exchange.status}`, pauseMs };
}

/** Seconds, or a date (RFC 9110, section 10.2.3), in ms from now; undefined when absent or neither. */
export function parseRetryAfter(value: string | undefined, wallMs: number = Date.now()): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - wallMs;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
