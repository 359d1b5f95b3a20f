import { z } from "zod";

export const writtenText = z.string().regex(/\S/, "a text that is not empty");

/** An http or https address without user name, query or fragment: what would stand there has keys of its own. */
export const writtenBaseUrl = z
  .string()
  .refine(isPlainHttpUrl, "an http or https address without user name, query or fragment")
  .describe("Address up to and including /v1; the /v1 may go when nothing else stands there.");

function isPlainHttpUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && username + password + search + hash === "";
}
