import { createHmac } from "node:crypto";
import { isSecret } from "./require-key.ts";

/** Long enough to open a link, to reload its page and to save it. */
const VALID_MS = 15 * 60_000;

/**
 * Makes a ticket: for a while it opens one path by a plain link, which cannot carry the session's header.
 *
 * It is bound to the session token, so it ends with the service.
 */
export function createTicket(path: string, sessionToken: string, nowMs: number) {
  const expiresMs = nowMs + VALID_MS;
  return { ticket: `${expiresMs}.${sign(path, expiresMs, sessionToken)}`, expiresMs };
}

export function isTicket(ticket: unknown, path: string, sessionToken: string, nowMs: number): boolean {
  if (typeof ticket !== "string") return false;
  const [, expires = "", signature] = /^(\d{1,15})\.([\w-]{43})$/.exec(ticket) ?? [];
  const expiresMs = Number(expires);
  return nowMs < expiresMs && isSecret(signature, sign(path, expiresMs, sessionToken));
}

function sign(path: string, expiresMs: number, sessionToken: string): string {
  return createHmac("sha256", sessionToken).update(`${path}\n${expiresMs}`).digest("base64url");
}
