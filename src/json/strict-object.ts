import { z } from "zod";

/**
 * An object that refuses unknown keys and can say which it knows.
 *
 * The message of such an issue lists the known keys; `checkJson()` makes words of it.
 */
export function strictObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape).join(" ");
  return z.strictObject(shape, { error: (issue) => (issue.code === "unrecognized_keys" ? known : undefined) });
}

/** The two keys that every file may carry: the schema for editors, and the version of the format. */
export const fileHeader = {
  $schema: z.string().optional().describe("Address of the JSON Schema, for editors."),
  schema: z.literal(1).optional().describe("Version of the format."),
};
