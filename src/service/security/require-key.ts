import { createHash, timingSafeEqual } from "node:crypto";
import { HttpError } from "../app/http-error.ts";

/** Whether a secret that was sent is the one that is expected, in a time that tells nothing of either. */
export function isSecret(sent: string | undefined, expected: string): boolean {
  if (sent === undefined) return false;
  return timingSafeEqual(digest(sent), digest(expected));
}

/**
 * Asks for the service's key.
 *
 * @throws HttpError 401
 */
export function requireKey(authorization: string | undefined, key: string): void {
  const sent = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1];
  if (isSecret(sent, key)) return;
  throw new HttpError(
    401,
    "invalid_api_key",
    "The request must carry the key of this service; it " +
      `${sent === undefined ? "carries none" : "carries another one"}. Send it as Authorization: Bearer <key>.`,
  );
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
