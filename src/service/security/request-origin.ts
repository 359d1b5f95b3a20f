import { isLoopbackName } from "../../http/is-loopback.ts";

/** The headers by which a browser gives itself away, and tells whose page a request comes from. */
export const ORIGIN_HEADERS = [
  "origin",
  "sec-fetch-site",
  "sec-fetch-dest",
  "sec-ch-ua",
  "upgrade-insecure-requests",
  "referer",
  "user-agent",
] as const;

export type OriginHeaders = { readonly [name in (typeof ORIGIN_HEADERS)[number]]?: string | undefined };

/**
 * Who asks, as far as the headers tell.
 *
 * - `client`: no browser's page: a program, or an address typed into a browser
 * - `browser`: a browser that does not say for whom, as none does over plain http to a name that it does not take for
 *   this machine's own (0.0.0.0, a name of a container's host, an address of the network)
 * - `own-page`: a page that this service served
 * - `local-page`: a page of another port of this machine
 * - `file-page`: `Origin: null`, as pages opened from disk and sandboxed frames of any site send; some web views: `file://`
 * - `foreign-page`: any other site; `origin` is absent where the browser names none, as with images
 *
 * Source: Fetch Metadata Request Headers (W3C), RFC 6454 (Origin).
 */
export type RequestOrigin =
  | { readonly type: "client" }
  | { readonly type: "browser" }
  | { readonly type: "own-page" }
  | { readonly type: "local-page"; readonly origin?: string | undefined }
  | { readonly type: "file-page"; readonly origin: string }
  | { readonly type: "foreign-page"; readonly origin?: string | undefined };

/** @param host the request's Host header, already held against the names that this service goes by */
export function readRequestOrigin(headers: OriginHeaders, host: string | undefined): RequestOrigin {
  const { origin, "sec-fetch-site": site } = headers;
  if (origin !== undefined) {
    if (origin === "null" || origin === "file://") return { type: "file-page", origin };
    if (host !== undefined && origin.toLowerCase() === `http://${host.toLowerCase()}`) return { type: "own-page" };
    return isLocalOrigin(origin) ? { type: "local-page", origin } : { type: "foreign-page", origin };
  }
  switch (site) {
    case undefined:
      return { type: isBrowser(headers) ? "browser" : "client" };
    case "none":
      return { type: "client" };
    case "same-origin":
      return { type: "own-page" };
    // Another port of the same name: browsers count ports out.
    case "same-site":
      return { type: "local-page" };
    default:
      return { type: "foreign-page" };
  }
}

/**
 * Whether a request has what browsers send and a page cannot take away: no page can leave out the name of the browser
 * without asking first, by a preflight request with its Origin.
 *
 * Programs send other names, or none. PowerShell calls itself Mozilla, but names no engine of a browser; Node's fetch
 * sends `Sec-Fetch-Mode`, but none of these.
 */
function isBrowser(headers: OriginHeaders): boolean {
  return (
    /\b(AppleWebKit|Gecko|Trident|Presto|Servo)\//.test(headers["user-agent"] ?? "") ||
    headers["sec-fetch-dest"] !== undefined ||
    headers["sec-ch-ua"] !== undefined ||
    headers["upgrade-insecure-requests"] !== undefined ||
    headers.referer !== undefined
  );
}

function isLocalOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return /^https?:$/.test(protocol) && isLoopbackName(hostname);
}
