/** How patiently something is asked again. */
export interface RetryPolicy {
  /** Pauses before each further try; `Retry-After` may make one longer. After the last one the failure stands. */
  readonly delaysMs: readonly number[];
  /** A server that wants more patience than this is to be tried again by the user. */
  readonly mostPatienceMs: number;
  /** Whether an answer of this status may be another one later. */
  readonly passesStatus: (status: number) => boolean;
  /** Whether a connection that failed with this code of Node may stand later. */
  readonly passesCode: (code: string | undefined) => boolean;
}

/** These two say that nothing has been done yet; after any other status a chat would be computed twice. */
const NOT_DONE = [429, 503];
/** Nothing of an answer came. A host that is not found is a mistake in its name. */
const NOT_CONNECTED = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "EAI_AGAIN", "UND_ERR_SOCKET"];

/** For requests to an endpoint: someone waits for the answer, and its time is being measured. */
export const ENDPOINT_RETRIES: RetryPolicy = {
  delaysMs: [250, 500],
  mostPatienceMs: 30_000,
  passesStatus: (status) => NOT_DONE.includes(status),
  passesCode: (code) => code !== undefined && NOT_CONNECTED.includes(code),
};

/** For reading from a hub: it does no harm however often it is done, and a download may outlast a night without network. */
export const DOWNLOAD_RETRIES: RetryPolicy = {
  delaysMs: [500, 2000, 5000, 15_000],
  mostPatienceMs: 5 * 60_000,
  passesStatus: (status) => status === 408 || status === 429 || status >= 500,
  passesCode: (code) => !isCertificateCode(code),
};

/**
 * Reads when a server that limits how often it is asked will answer again, from `RateLimit` or `RateLimit-Reset`; absent when
 * they do not say. Source: draft-ietf-httpapi-ratelimit-headers: `"api";r=0;t=55`, or `limit=100, remaining=0, reset=55`.
 */
export function parseRateLimit(header: (name: string) => string | null | undefined): number | undefined {
  const [, seconds] =
    /(?:;\s*t|reset)\s*=\s*(\d{1,6})\b/i.exec(header("ratelimit") ?? "") ??
    /^\s*(\d{1,6})\b/.exec(header("ratelimit-reset") ?? "") ??
    [];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

/** Whether a connection failed for a certificate: trying again will not help. */
export function isCertificateCode(code: string | undefined): boolean {
  return code !== undefined && /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|ALTNAME/.test(code);
}

/** `Retry-After` in ms from now: seconds, or a date (RFC 9110, section 10.2.3); undefined when absent or neither. */
export function parseRetryAfter(value: string | null | undefined, wallMs: number = Date.now()): number | undefined {
  if (value === null || value === undefined) return undefined;
  const ms = /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - wallMs;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
