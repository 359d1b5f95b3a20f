/** Schemes that no page which sends an Origin header comes from, or that have a switch of their own (`file:`). */
const NEVER_AN_ORIGIN = /^(file|ws|wss|ftp|data|blob|about|javascript)$/;

/**
 * Parses a pattern of origins: `https://chat.example`, `https://*.example.com`, `http://10.0.0.5:*`, `app://*`, or `*`
 * for all. Case does not matter, and neither does a slash at the end or a port that the scheme has anyway.
 *
 * @returns absent when no origin could match, such as with a path or without a scheme
 */
export function parseOriginPattern(text: string): RegExp | undefined {
  const written = text.trim().toLowerCase();
  if (written === "*") return /^/;
  const [, scheme = "", stars = "", host = "", port = ""] =
    /^([a-z][a-z0-9+.-]*):\/\/(\*\.|\*(?=[:/]|$))?([^\s/?#@*:[\]]+|\[[0-9a-f:.]+\])?(?::(\d+|\*))?\/?$/.exec(written) ??
    [];
  const known = toKnownHost(scheme, host);
  if (scheme === "" || NEVER_AN_ORIGIN.test(scheme) || known === undefined || (stars === "*") !== (host === ""))
    return undefined;
  const labels =
    stars === "*" ? "[^/:]+|\\[[^\\]]+\\]" : `${stars === "" ? "" : "(?:[^/:]+\\.)"}${escapePattern(known)}`;
  return new RegExp(`^${escapePattern(scheme)}://(?:${labels})${toPortPattern(scheme, port)}$`, "i");
}

/** A host as browsers write it; of a scheme that is not the web's, as it stands. */
function toKnownHost(scheme: string, host: string): string | undefined {
  return host === "" || !/^https?$/.test(scheme) ? host : URL.parse(`${scheme}://${host}`)?.hostname;
}

function toPortPattern(scheme: string, port: string): string {
  if (port === "*") return "(?::\\d+)?";
  const isUsual = (scheme === "http" && port === "80") || (scheme === "https" && port === "443");
  return port === "" || isUsual ? "" : `:${Number(port)}`;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\-]/g, "\\$&");
}
