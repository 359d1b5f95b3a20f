import type { FastifySchemaCompiler } from "fastify";
import type * as z from "zod";
import { describeIssue } from "../../wire/openai/server/describe-issue.ts";
import { HttpError } from "./http-error.ts";
import { MOST_LIST_ITEMS } from "./limits.ts";

const PLACES: Readonly<Record<string, string>> = {
  body: "The body",
  querystring: "The query",
  params: "The path",
  headers: "The headers",
};

/** Checks each part of a request against its zod schema; what does not fit is a 400 that names the field, the rule and what is there. */
export const validateRequest: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart = "body" }) =>
  (data: unknown) => {
    const long = findLongList(data);
    if (long !== undefined) return { error: tooLong(long) };
    const result = schema.safeParse(data);
    if (result.success) return { value: result.data };
    const [issue] = result.error.issues;
    if (issue === undefined) return { error: result.error };
    const { message, param } = describeIssue(issue, data, PLACES[httpPart]);
    return { error: new HttpError(400, "invalid_input", message, param) };
  };

/** Looked for before the schema is asked, which would check every item. */
function findLongList(data: unknown): string | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  return Object.entries(data).find(([, value]) => Array.isArray(value) && value.length > MOST_LIST_ITEMS)?.[0];
}

function tooLong(name: string): HttpError {
  const message = `${name} must have at most ${MOST_LIST_ITEMS} items.`;
  return new HttpError(400, "invalid_input", message, name);
}
