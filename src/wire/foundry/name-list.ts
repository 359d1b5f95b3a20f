import * as z from "zod";

const nameListSchema = z.array(z.string());

/** Reads a bare array of ids: `GET /openai/models` (cached), `/openai/loadedmodels` and `/models/loaded`; undefined when it is none. */
export function parseNameList(body: unknown): readonly string[] | undefined {
  return nameListSchema.safeParse(body).data;
}
