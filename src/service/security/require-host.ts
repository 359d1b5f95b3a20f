import { isIPv6 } from "node:net";
import { isLoopbackName } from "../../http/is-loopback.ts";
import { flagOf } from "../../settings/definitions.ts";
import { HttpError } from "../app/http-error.ts";

/** The names that container runtimes give to the machine they run on. `.internal` is reserved: no site can have such a name. */
const CONTAINER_HOST = /^(?:(?:host|gateway)\.[a-z0-9-]+|kubernetes\.docker)\.internal$/;

/**
 * Holds the Host header against the names that this service goes by: those of loopback, those that containers call
 * their host, the very address that the request came in at, and those that were allowed.
 *
 * A page of another site can make its own name point to this machine (DNS rebinding) and is then same-origin to the
 * browser; its name in this header gives it away. 0.0.0.0 and [::] are no machine's address, though they lead here, and
 * browsers do not tell for whose page they ask there.
 * @param localAddress the socket's own end
 * @throws HttpError 421
 */
export function requireHost(
  host: string | undefined,
  allowedHosts: readonly string[],
  localAddress?: string | undefined,
): void {
  const name = nameOf(host);
  if (name !== undefined && !/^(0\.0\.0\.0|\[::\])$/.test(name)) {
    if (isLoopbackName(name) || CONTAINER_HOST.test(name) || name === toHost(localAddress)) return;
    if (allowedHosts.some((allowed) => allowed === "*" || toHost(allowed.toLowerCase()) === name)) return;
  }
  throw new HttpError(
    421,
    "misdirected_request",
    `The Host header must be a name of this service, not ${JSON.stringify(host ?? "")}. ` +
      `Ask for localhost or 127.0.0.1, or type: assay service set ${flagOf("allowedHosts")} ${[...allowedHosts, name ?? "<name>"].join(",")}`,
  );
}

/** The name without its port, as browsers write it; undefined when the header is none. */
function nameOf(host: string | undefined): string | undefined {
  const [, written] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.exec(host ?? "") ?? [];
  return written === undefined ? undefined : URL.parse(`http://${written}`)?.hostname;
}

/** An address as it stands in a Host header. */
function toHost(address: string | undefined): string | undefined {
  const bare = address?.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  return bare !== undefined && isIPv6(bare) ? `[${bare}]` : bare;
}
