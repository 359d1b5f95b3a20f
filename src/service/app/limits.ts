/** A long conversation is some MB of JSON; more is a mistake or an attack. */
export const MOST_BODY_BYTES = 16 * 2 ** 20;

/** Schemas of tools nest a dozen levels; recursive code of libraries survives thousands, not millions. */
export const MOST_JSON_DEPTH = 128;

/** What a client may take to send its headers, and its whole request: longer ones hold a connection to harm us. */
export const HEADERS_TIMEOUT_MS = 10_000;
export const REQUEST_TIMEOUT_MS = 60_000;

/** How often the two are looked after. */
export const TIMEOUT_CHECK_MS = 2_000;

/** Connections at once; beyond it new ones are closed. Each costs some KB, and one page or program needs a handful. */
export const MOST_CONNECTIONS = 4_096;
