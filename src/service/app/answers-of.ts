import type * as z from "zod";
import { errorAnswerSchema } from "../../wire/openai/server/answer-schemas.ts";

/** What the OpenAPI document says that a route answers; nothing is checked against it while the service runs. */
export function answersOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  return { 200: schema, "4xx": errorAnswerSchema, "5xx": errorAnswerSchema };
}
