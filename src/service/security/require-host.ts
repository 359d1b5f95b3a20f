import { isIP } from "node:net";
import { flagOf } from "../../settings/definitions.ts";
import { HttpError } from "../app/http-error.ts";
import { isLoopbackName } from "./request-origin.ts";

/**
 * Holds the Host header against the names that this service goes by.
 *
 * A page of another site can make its own name point to this machine (DNS rebinding) and is then same-origin to the
 * browser; its name in this header gives it away. Addresses cannot be rebound, so any address passes.
 * @throws HttpError 421
 */
export function requireHost(host: string | undefined, allowedHosts: readonly string[]): void {
  const name = nameOf(host);
  if (name !== undefined) {
    const bare = name.replace(/^\[|\]$/g, "");
    if (isLoopbackName(name) || isIP(bare) !== 0) return;
    if (allowedHosts.some((allowed) => allowed === "*" || allowed.toLowerCase() === name.toLowerCase())) return;
  }
  throw new HttpError(
    421,
    "misdirected_request",
    `Cannot answer as the Host header must be a name of this service: current value is ${JSON.stringify(host ?? "")}. ` +
      `Ask for localhost or an address, or start the service with ${flagOf("allowedHosts")} <name>`,
  );
}

/** The name without its port; undefined when the header is none. */
function nameOf(host: string | undefined): string | undefined {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.exec(host ?? "")?.[1];
}
