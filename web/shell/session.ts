import { sessionSchema } from "../../src/wire/assay/session.ts";
import { SESSION_HEADER } from "../../src/wire/assay/session-header.ts";
import { PageError, toPageError } from "./page-error.ts";

const STORED_KEY = "assay-key";
let session: Promise<string> | undefined;

/** Headers that open the service to this page: the session token, and the key where the service has one. */
export async function sessionHeaders(): Promise<Readonly<Record<string, string>>> {
  session ??= openSession();
  try {
    return { [SESSION_HEADER]: await session };
  } catch (error) {
    session = undefined;
    throw error;
  }
}

/** Forgets the session, as a service that was started again has another. */
export function forgetSession(): void {
  session = undefined;
}

/** Remembers the service's key until the tab is closed, and asks with it from now on. */
export function giveKey(key: string): void {
  sessionStorage.setItem(STORED_KEY, key);
  forgetSession();
}

async function openSession(): Promise<string> {
  const key = sessionStorage.getItem(STORED_KEY);
  const reply = await fetch("/assay/v1/session", {
    method: "POST",
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
  }).catch((cause: unknown) => {
    throw new PageError("unreachable", "The service does not answer.", "Start it: assay service start", cause);
  });
  if (!reply.ok) throw await toPageError(reply);
  return sessionSchema.parse(await reply.json()).token;
}
