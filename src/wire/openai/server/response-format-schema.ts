import * as z from "zod";
import type { ResponseFormat } from "../../../core/chat-model.ts";

const jsonSchema = z.record(z.string(), z.unknown());
const strict = z.boolean().nullish().describe("true refuses a schema that decoding cannot be held to as a whole.");

const typedFormat = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("text") }),
  z.looseObject({
    type: z.enum(["json_object", "json"]),
    schema: jsonSchema.nullish().describe("llama.cpp's."),
    value: jsonSchema.nullish().describe("Text Generation Inference's."),
  }),
  z.looseObject({
    type: z.literal("json_schema"),
    json_schema: z
      .looseObject({
        name: z.string().nullish(),
        description: z.string().nullish(),
        schema: jsonSchema.nullish(),
        strict,
      })
      .nullish(),
    schema: jsonSchema.nullish().describe("llama.cpp's."),
  }),
  z.looseObject({ type: z.literal("grammar"), grammar: z.string().min(1).describe("In llama.cpp's notation (GBNF).") }),
  z.looseObject({ type: z.literal("regex"), value: z.string().min(1) }),
]);

/** Without a type it asks for nothing. */
export const responseFormatSchema = z.union([z.strictObject({ type: z.null().optional() }), typedFormat]);

export function toResponseFormat(format: z.output<typeof responseFormatSchema>): ResponseFormat {
  switch (format.type) {
    case undefined:
    case null:
    case "text":
      return { type: "text" };
    case "json":
    case "json_object":
      return toJsonFormat(format.schema ?? format.value);
    case "json_schema":
      return toJsonFormat(format.json_schema?.schema ?? format.schema, format.json_schema?.strict);
    case "grammar":
      return { type: "grammar", gbnf: format.grammar };
    case "regex":
      return { type: "pattern", pattern: format.value };
    default:
      return format satisfies never;
  }
}

/** Any object where no schema is given. */
export function toJsonFormat(
  schema: Readonly<Record<string, unknown>> | null | undefined,
  isStrict?: boolean | null,
): ResponseFormat {
  if (schema == null) return { type: "json-object" };
  return { type: "json-schema", schema, ...(isStrict === true ? { strict: true } : {}) };
}
