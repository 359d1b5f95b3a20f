/** The headers by which a browser tells whose page a request comes from. */
export interface OriginHeaders {
  readonly origin?: string | undefined;
  readonly "sec-fetch-site"?: string | undefined;
}

/**
 * Who asks, as far as the headers tell.
 *
 * - `client`: no browser's page: a program, or an address typed into a browser
 * - `own-page`: a page that this service served
 * - `local-page`: a page of another port of this machine
 * - `file-page`: `Origin: null`, as pages opened from disk and sandboxed frames of any site send
 * - `foreign-page`: any other site; `origin` is absent where the browser names none, as with images
 *
 * Source: Fetch Metadata Request Headers (W3C), RFC 6454 (Origin).
 */
export type RequestOrigin =
  | { readonly type: "client" }
  | { readonly type: "own-page" }
  | { readonly type: "local-page"; readonly origin?: string | undefined }
  | { readonly type: "file-page" }
  | { readonly type: "foreign-page"; readonly origin?: string | undefined };

/** @param host the request's Host header, already held against the names that this service goes by */
export function readRequestOrigin(headers: OriginHeaders, host: string | undefined): RequestOrigin {
  const { origin, "sec-fetch-site": site } = headers;
  if (origin !== undefined) {
    if (origin === "null") return { type: "file-page" };
    if (host !== undefined && origin.toLowerCase() === `http://${host.toLowerCase()}`) return { type: "own-page" };
    return isLocalOrigin(origin) ? { type: "local-page", origin } : { type: "foreign-page", origin };
  }
  switch (site) {
    case undefined:
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

function isLocalOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return /^https?:$/.test(protocol) && isLoopbackName(hostname);
}

/** Whether a name or address, without port, is this machine and cannot be made to point elsewhere. */
export function isLoopbackName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, "");
  return name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(\.\d{1,3}){3}$/.test(name);
}
