import * as z from "zod";
import type { ResponseFormat } from "../../../core/chat-model.ts";

const jsonSchema = z.record(z.string(), z.unknown());

export const responseFormatSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text") }),
  z.object({ type: z.literal("json_object") }),
  z.object({
    type: z.literal("json_schema"),
    json_schema: z.object({ name: z.string().optional(), schema: jsonSchema, strict: z.boolean().nullish() }),
  }),
]);

export function toResponseFormat(format: z.output<typeof responseFormatSchema>): ResponseFormat {
  switch (format.type) {
    case "text":
      return { type: "text" };
    case "json_object":
      return { type: "json-object" };
    case "json_schema":
      return { type: "json-schema", schema: format.json_schema.schema };
    default:
      return format satisfies never;
  }
}
