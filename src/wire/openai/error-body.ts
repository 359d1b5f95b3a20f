import * as z from "zod";

/** An error as a server states it. */
export interface ErrorBody {
  readonly message: string;
  /** The server's own code or type, such as `context_length_exceeded`; absent when it names none. */
  readonly code?: string | undefined;
}

const word = z.union([z.string(), z.number()]).nullish().catch(undefined);
const errorObject = z.object({ message: z.string(), code: word, type: word });

const errorBodySchema = z.union([
  z.object({ error: errorObject }).transform((body) => body.error),
  z.object({ error: z.string() }).transform((body) => ({ message: body.error, code: undefined, type: undefined })),
  errorObject,
  z.object({ detail: z.string() }).transform((body) => ({ message: body.detail, code: undefined, type: undefined })),
  // FastAPI's list of what is wrong with which field.
  z
    .object({ detail: z.array(z.object({ loc: z.array(word).catch([]), msg: z.string() })).min(1) })
    .transform(({ detail }) => ({
      message: detail.map(({ loc, msg }) => `${loc.join(".")}: ${msg}`).join("; "),
      code: undefined,
      type: undefined,
    })),
]);

/** Reads the error out of a parsed body in any of the shapes that servers use; undefined when there is none. */
export function parseErrorBody(body: unknown): ErrorBody | undefined {
  const parsed = errorBodySchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { message, code, type } = parsed.data;
  return { message, code: code || type ? String(code || type) : undefined };
}
