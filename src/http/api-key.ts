import { AssayError } from "../core/errors.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";
import { leadsToThisMachine } from "./is-loopback.ts";

/** Used when the source names no variable, as every OpenAI client does. */
export const DEFAULT_KEY_VARIABLE = "OPENAI_API_KEY";

/** One key on its way to one host. */
export interface KeyUse {
  readonly variable: string;
  /** Name or address, with the port where it is not the scheme's own. */
  readonly host: string;
  /** Whether the source names the variable; else it goes along only where that is allowed already. */
  readonly isNamed: boolean;
}

/** Keys, and who may have them. */
export interface KeyRing {
  readonly env: EnvironmentVariables;
  /** Says whether the user lets this key go to this host; absent: each may go, as the caller chose both. */
  readonly mayUseKey?: ((use: KeyUse) => Promise<boolean>) | undefined;
}

/**
 * Finds the key of an endpoint; undefined when there is none.
 *
 * A key goes only to a host that its user has allowed, and over plain http only to this machine. Where the source does
 * not name the variable, a key that may not go is left out: many endpoints need none.
 * @throws AssayError `invalid-input` when the named variable is not set, holds what no header can carry, or would travel
 *   in the clear; `key-untrusted` when the user has not allowed it
 */
export async function resolveApiKey(
  url: URL,
  variable: string | undefined,
  { env, mayUseKey }: KeyRing,
): Promise<string | undefined> {
  const name = variable ?? DEFAULT_KEY_VARIABLE;
  const isNamed = variable !== undefined;
  const key = env[name]?.trim();
  if (key === undefined || key === "") {
    if (!isNamed) return undefined;
    throw refuse(name, "be set; it is not");
  }
  if (!mayCarryKey(url)) {
    if (!isNamed) return undefined;
    throw inTheClear(name, url);
  }
  if (!/^[\x21-\x7e]+$/.test(key)) throw refuse(name, "hold ASCII characters without spaces");
  if (mayUseKey === undefined || (await mayUseKey({ variable: name, host: url.host, isNamed }))) return key;
  if (!isNamed) return undefined;
  throw untrustedKey(name, url.host);
}

/** Whether nobody between here and there can read along. */
export function mayCarryKey(url: URL): boolean {
  return url.protocol === "https:" || leadsToThisMachine(url.hostname);
}

function refuse(name: string, rule: string): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `The environment variable ${name} must ${rule}.`,
    hint: `Set ${name} to the endpoint's key.`,
  });
}

function inTheClear(name: string, { host }: URL): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `The key in ${name} is not sent to ${host} over plain http, where others can read it.`,
    hint: "Use its https address, or reach it through a tunnel: ssh -L 8080:localhost:8080 <host>.",
  });
}

/** The error for a key that its user has not let go to a host. */
export function untrustedKey(name: string, host: string): AssayError {
  return new AssayError({
    code: "key-untrusted",
    message: `The key in ${name} is not sent to ${host} before you allow it: the address comes from this project, not from you.`,
    hint: `If you trust that host with this key, type \`assay trust key ${name} ${host}\`.`,
  });
}
