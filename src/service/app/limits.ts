/** A long conversation is some MB of JSON; more is a mistake or an attack. */
export const MOST_BODY_BYTES = 16 * 2 ** 20;

/** Schemas of tools nest a dozen levels; recursive code of libraries survives thousands, not millions. */
export const MOST_JSON_DEPTH = 128;

/**
 * Values of a body, counted by the commas between them. Checking more would keep everybody else waiting; a conversation of
 * 10,000 messages with tool calls has some 50,000.
 */
export const MOST_JSON_VALUES = 200_000;

/**
 * Fields of one object of a body. Names that all differ are what a parser is slowest at; the largest object of a request is
 * a `logit_bias` or a table of a schema, of hundreds.
 */
export const MOST_OBJECT_FIELDS = 10_000;

/** Items of one list of a body, such as messages: each takes some five tokens of a context at the very least. */
export const MOST_LIST_ITEMS = 10_000;

/** Time limits for a client's headers and its whole request: longer ones hold a connection to harm us. */
export const HEADERS_TIMEOUT_MS = 10_000;
export const REQUEST_TIMEOUT_MS = 60_000;

/** How often the two are looked after. */
export const TIMEOUT_CHECK_MS = 2_000;

/** Connections at once; beyond it new ones are closed. Each costs some KB, and one page or program needs a handful. */
export const MOST_CONNECTIONS = 4_096;
