import { AssayError } from "../core/errors.ts";
import { createFetch, type DisposableFetch, type Fetch } from "../http/node/create-fetch.ts";
import { createRedactor } from "../http/redact.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";
import { type Asked, toNetworkError, toStatusError } from "./hub-errors.ts";
import { DEFAULT_ENDPOINT, type HubSettings } from "./read-hub-settings.ts";

export interface RequestContext {
  readonly settings: HubSettings;
  readonly fetch: Fetch;
  readonly now: () => Date;
  /** No hub but any server: addresses are taken as they are. */
  readonly isPlain?: boolean | undefined;
}

export interface HubRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Subject of the request, for the words of an error. */
  readonly about?: Pick<Asked, "repo" | "revision" | "file"> | undefined;
}

/** An answer of 2xx, and what the hub said on the way to it. */
export interface HubAnswer {
  readonly response: Response;
  /** A header of the last answer that had it, from hosts of the hub alone. */
  readonly linked: (name: string) => string | undefined;
}

const MOST_REDIRECTS = 6;
const CONNECT_MS = 15_000;
const HEADERS_MS = 60_000;

/** Opens the connections to a hub, unless a test gives its own `fetch`. @throws AssayError `invalid-input`, `invalid-file` */
export function openFetch(given: Fetch | undefined, env: EnvironmentVariables): DisposableFetch {
  if (given !== undefined) return { fetch: given, [Symbol.asyncDispose]: async () => {} };
  return createFetch(env, { connectMs: CONNECT_MS, headersMs: HEADERS_MS });
}

/**
 * Sends a request to the hub, following redirects by hand: the token goes to the endpoint alone, and headers of the
 * hub's own answers would be lost otherwise.
 *
 * @throws AssayError what `toStatusError` and `toNetworkError` say, `endpoint-unreachable` with `HF_HUB_OFFLINE`; whatever the signal's reason is
 */
export async function sendRequest(request: HubRequest, context: RequestContext): Promise<HubAnswer> {
  const { settings } = context;
  const home = new URL(settings.endpoint);
  let url = atEndpoint(new URL(request.url), context);
  const linked = new Map<string, string>();
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    if (settings.isOffline) throw offline(url.host);
    const isHub = url.origin === home.origin;
    const asked: Asked = {
      ...request.about,
      endpoint: settings.endpoint,
      host: url.host,
      hasToken: settings.token !== undefined,
      now: context.now,
    };
    const response = await send(url, isHub, request, context, asked);
    if (isHub)
      response.headers.forEach((value, name) => {
        linked.set(name, value);
      });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || location === null) {
      if (response.ok) return { response, linked: (name) => linked.get(name) };
      await discard(response);
      throw toStatusError({ status: response.status, header: (name) => response.headers.get(name) }, asked);
    }
    await discard(response);
    url = follow(url, location, context);
  }
  throw protocol(`Cannot go on as ${url.host} must redirect at most ${MOST_REDIRECTS} times: it did more often`);
}

async function send(url: URL, isHub: boolean, request: HubRequest, context: RequestContext, asked: Asked) {
  const { token } = context.settings;
  const headers = {
    // Bytes as they are: a range of a compressed body is none of the file.
    "accept-encoding": "identity",
    "user-agent": "assay",
    ...request.headers,
    ...(isHub && token !== undefined && { authorization: `Bearer ${token}` }),
  };
  try {
    return await context.fetch(url.href, {
      headers,
      redirect: "manual",
      ...(request.signal && { signal: request.signal }),
    });
  } catch (thrown) {
    if (request.signal?.aborted) throw thrown;
    // Storage of a hub is asked with signed addresses; words asked of the hub itself, such as "gguf", are no secrets.
    const { redactError } = createRedactor([token ?? "", ...(isHub ? [] : url.searchParams.values())]);
    throw redactError(toNetworkError(thrown, asked));
  }
}

/** Mirrors hand on addresses of the hub that they mirror: those are meant to go to the mirror too. */
function atEndpoint(url: URL, { settings: { endpoint }, isPlain }: RequestContext): URL {
  const isMirrored = url.origin === DEFAULT_ENDPOINT && endpoint !== DEFAULT_ENDPOINT && !isPlain;
  return isMirrored ? new URL(endpoint + url.pathname + url.search) : url;
}

function follow(from: URL, location: string, context: RequestContext): URL {
  if (!URL.canParse(location, from)) throw protocol(`${from.host} redirects to something that is no address.`);
  const to = atEndpoint(new URL(location, from), context);
  if (!/^https?:$/.test(to.protocol) || (from.protocol === "https:" && to.protocol === "http:"))
    throw protocol(`${from.host} redirects to an address of ${to.protocol} where only https is safe.`);
  return to;
}

function offline(host: string): AssayError {
  return new AssayError({
    code: "endpoint-unreachable",
    message: `${host} is not asked while HF_HUB_OFFLINE is set.`,
    hint: "Unset HF_HUB_OFFLINE (and TRANSFORMERS_OFFLINE) to download; models in the cache work without.",
  });
}

function protocol(message: string): AssayError {
  return new AssayError({ code: "endpoint-protocol", message });
}

async function discard(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => {});
}
