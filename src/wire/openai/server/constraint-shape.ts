import * as z from "zod";
import type { ResponseFormat } from "../../../core/chat-model.ts";
import { responseFormatSchema, toJsonFormat, toResponseFormat } from "./response-format-schema.ts";

/** Each is followed on its own at every token, as far as they begin alike. */
const MOST_CHOICES = 1000;

const schemaObject = z.record(z.string(), z.unknown());
const schema = z.union([schemaObject, z.string().transform(parseObject).pipe(schemaObject)]);
const choices = z.array(z.string().min(1)).min(1).max(MOST_CHOICES);
const expression = z.string().min(1);

/** Constraints on an answer: OpenAI's field, and those of llama.cpp, vLLM, SGLang and Ollama. */
export const constraintShape = {
  response_format: responseFormatSchema.nullish(),
  json_schema: schema.nullish().describe("llama.cpp's and SGLang's: a schema that the answer must fit."),
  grammar: z.string().nullish().describe("llama.cpp's: a grammar in its notation (GBNF)."),
  guided_json: schema.nullish().describe("vLLM's: a schema that the answer must fit."),
  guided_choice: choices.nullish().describe("vLLM's: texts of which the answer must be one."),
  guided_regex: expression.nullish().describe("vLLM's: a regular expression that the answer must fit as a whole."),
  guided_grammar: expression.nullish().describe("vLLM's: a grammar, taken as one in llama.cpp's notation."),
  regex: expression.nullish().describe("SGLang's name of guided_regex."),
  structured_outputs: z
    .looseObject({
      json: schema.nullish(),
      json_object: z.boolean().nullish(),
      choice: choices.nullish(),
      regex: expression.nullish(),
      grammar: expression.nullish(),
    })
    .nullish()
    .describe("vLLM's newer form of the guided_ fields."),
  format: z
    .union([z.enum(["", "json", "text"]), schemaObject])
    .nullish()
    .describe("Ollama's: json, or a schema that the answer must fit."),
};

const constraintFields = z.object(constraintShape);
type Constraints = z.output<typeof constraintFields>;

/** Refuses a body that asks for more than one form of answer. */
export function checkConstraints(body: Constraints, context: z.core.$RefinementCtx): void {
  const [first, second] = listConstraints(body);
  if (first === undefined || second === undefined) return;
  context.addIssue({
    code: "custom",
    path: [second.field],
    message: `absent where there is ${first.field}`,
    input: {},
  });
}

/** The form that an answer must have; absent where none is asked for. */
export function toConstraint(body: Constraints): ResponseFormat | undefined {
  const [first] = listConstraints(body);
  return first?.format ?? (body.response_format == null ? undefined : toResponseFormat(body.response_format));
}

/** A `response_format` of `text` demands nothing, so it may stand beside any. */
function listConstraints(body: Constraints) {
  const { format, structured_outputs: outputs } = body;
  const asked = body.response_format == null ? undefined : toResponseFormat(body.response_format);
  const all: readonly (readonly [field: string, format: ResponseFormat | undefined])[] = [
    ["response_format", asked?.type === "text" ? undefined : asked],
    ["json_schema", ofSchema(body.json_schema)],
    ["grammar", ofGrammar(body.grammar)],
    ["guided_json", ofSchema(body.guided_json)],
    ["guided_choice", ofChoices(body.guided_choice)],
    ["guided_regex", ofPattern(body.guided_regex)],
    ["guided_grammar", ofGrammar(body.guided_grammar)],
    ["regex", ofPattern(body.regex)],
    ["structured_outputs", ofSchema(outputs?.json) ?? ofChoices(outputs?.choice)],
    ["structured_outputs", ofPattern(outputs?.regex) ?? ofGrammar(outputs?.grammar)],
    ["structured_outputs", outputs?.json_object === true ? { type: "json-object" } : undefined],
    ["format", format === "json" ? { type: "json-object" } : typeof format === "object" ? ofSchema(format) : undefined],
  ];
  return all.flatMap(([field, one]) => (one === undefined ? [] : { field, format: one }));
}

function ofSchema(given: Readonly<Record<string, unknown>> | null | undefined): ResponseFormat | undefined {
  return given == null ? undefined : toJsonFormat(given);
}

function ofGrammar(gbnf: string | null | undefined): ResponseFormat | undefined {
  return gbnf ? { type: "grammar", gbnf } : undefined;
}

function ofPattern(pattern: string | null | undefined): ResponseFormat | undefined {
  return pattern == null ? undefined : { type: "pattern", pattern };
}

function ofChoices(texts: readonly string[] | null | undefined): ResponseFormat | undefined {
  if (texts == null) return undefined;
  const literals = texts.map(
    (text) => `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r")}"`,
  );
  return { type: "grammar", gbnf: `root ::= ${literals.join(" | ")}` };
}

/** A schema that was sent as a text; what is none stays as it is, for the schema to refuse. */
function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
