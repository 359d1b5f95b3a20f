import type { ChatRequest, ToolDefinition } from "../../../core/chat-model.ts";
import { type AnswerForm, describedCalls, plainAnswers } from "../../../dialect/answer-form.ts";
import { startMarks } from "../../../dialect/call-forms.ts";
import type { ConstrainedRequest } from "../../answering/answer-grammar.ts";
import { badSchema, cannotHonour, SchemaTooLarge } from "../../answering/schemas/schema-errors.ts";
import { isSchema } from "../../answering/schemas/schema-keywords.ts";
import { createSchemaNotes, type SchemaNotes } from "../../answering/schemas/schema-notes.ts";
import { writeCallRule } from "./call-rules.ts";
import { createGbnfRules, type GbnfRules, toGbnfLiteral } from "./gbnf/gbnf-rules.ts";
import { patternToGbnf } from "./pattern/pattern-to-gbnf.ts";
import { schemaToGbnf } from "./schema-to-gbnf.ts";

/** A grammar in llama.cpp's notation, and what of the request it does not hold. */
export interface WrittenGrammar {
  readonly text: string;
  readonly notes: SchemaNotes;
}

/**
 * Writes the grammar that an answer must follow; undefined when it is free.
 *
 * A demanded call has the form that the model was trained with; where that is not known, it is one JSON object with
 * `name` and `arguments`. Where a format is demanded and tools are offered, the answer is either of that format or one call.
 *
 * @param answers how the model writes answers; absent where nothing is known of it
 * @throws AssayError `invalid-input` for what is no schema, or one that no answer fits; `unsupported` for a strict one
 * that cannot be held
 */
export function writeAnswerGrammar(request: ConstrainedRequest, answers?: AnswerForm): WrittenGrammar | undefined {
  const { responseFormat, tools = [], toolChoice } = request;
  const rules = createGbnfRules();
  const notes = createSchemaNotes();
  const demanded = tools.filter(
    ({ name }) => toolChoice === "required" || (typeof toolChoice === "object" && toolChoice.name === name),
  );
  const toText = (root: string) => ({ text: rules.toText(root), notes });
  if (demanded.length > 0) return toText(toCall(demanded, tools, { rules, notes, answers }));
  const format = toFormat(responseFormat, { rules, notes });
  if (format === undefined) return undefined;
  if (responseFormat?.type === "grammar") return { text: responseFormat.gbnf, notes };
  const answer = toFramed(format, answers);
  if (tools.length === 0 || toolChoice === "none") return toText(answer);
  // Without marks of its own a call could not be told from the format.
  const isTelling =
    answers?.layout === "channels" || (answers?.calls !== undefined && startMarks(answers.calls).length > 0);
  const known = isTelling ? answers : { ...plainAnswers, calls: describedCalls };
  return toText(`${answer} | ${toCall(tools, tools, { rules, notes, answers: known })}`);
}

/** Mark before text, in the layouts that have one. */
function toFramed(format: string, answers: AnswerForm | undefined): string {
  if (answers?.layout === "channels") return `${toGbnfLiteral("<|channel|>final<|message|>")} ${format}`;
  const open = answers?.text?.open.trim();
  return open === undefined ? format : `${toGbnfLiteral(open)}? ${format}`;
}

interface Writing {
  readonly rules: GbnfRules;
  readonly notes: SchemaNotes;
}

function toFormat(format: ChatRequest["responseFormat"], writing: Writing): string | undefined {
  switch (format?.type) {
    case undefined:
    case "text":
      return undefined;
    case "json-object":
      return "object";
    case "json-schema":
      return toHeld(format.schema, { ...writing, path: "responseFormat.schema", strict: format.strict, any: "value" });
    case "pattern":
      return toPattern(format.pattern, writing);
    case "grammar":
      return format.gbnf;
    default:
      return format satisfies never;
  }
}

function toPattern(pattern: string, { rules, notes }: Writing): string {
  const path = "responseFormat.pattern";
  const rule = patternToGbnf(pattern, "plain", rules);
  if (rule === undefined)
    throw badSchema(path, "a regular expression of JavaScript, of at most some hundred parts", pattern);
  if (!rule.exact) notes.check(path);
  return rules.add(rule.body);
}

/** Rule of a schema; one that is too large to be held is checked in the answer, which can be `any` then. */
function toHeld(
  schema: unknown,
  options: Writing & { readonly path: string; readonly strict?: boolean | undefined; readonly any: string },
): string {
  const { rules, path, strict, any } = options;
  const notes = createSchemaNotes();
  const rule = hold();
  const [first] = notes.checked;
  if (strict === true && first !== undefined) throw cannotHonour(first);
  for (const one of notes.checked) options.notes.check(one);
  for (const one of notes.ignored) options.notes.ignore(one);
  return rule;

  function hold(): string {
    try {
      return rules.attempt(() => schemaToGbnf(schema, rules, { path, notes }));
    } catch (error) {
      if (!(error instanceof SchemaTooLarge)) throw error;
      notes.check(path);
      return any;
    }
  }
}

/** Rule of a call of one of the chosen tools. */
function toCall(
  chosen: readonly ToolDefinition[],
  all: readonly ToolDefinition[],
  { answers, ...writing }: Writing & { readonly answers: AnswerForm | undefined },
): string {
  const callables = chosen.map((tool) => {
    const path = `tools[${all.indexOf(tool)}].parameters`;
    return {
      tool,
      values: () => toArguments(tool, path, writing),
      value: (key: string) => toArgument(tool, key, { ...writing, path }),
    };
  });
  return writeCallRule(callables, answers, writing.rules);
}

/** One argument, which may refer to parts of the whole schema. */
function toArgument(
  { parameters = {}, strict }: ToolDefinition,
  key: string,
  writing: Writing & { readonly path: string },
): string {
  const { properties, $defs, definitions } = parameters;
  const schema: unknown =
    typeof properties === "object" && properties !== null ? Reflect.get(properties, key) : undefined;
  if (!isSchema(schema)) throw badSchema(`${writing.path}.properties.${key}`, "a schema object", schema);
  const whole = {
    ...($defs === undefined ? {} : { $defs }),
    ...(definitions === undefined ? {} : { definitions }),
    ...schema,
  };
  return toHeld(whole, { ...writing, path: `${writing.path}.properties.${key}`, strict, any: "value" });
}

function toArguments({ parameters, strict }: ToolDefinition, path: string, writing: Writing): string {
  if (parameters === undefined || Object.keys(parameters).length === 0) return "object";
  if (!isSchema(parameters)) throw badSchema(path, "a schema object", parameters);
  if (parameters.type !== undefined && ![parameters.type].flat().includes("object"))
    throw badSchema(`${path}.type`, "object", parameters.type);
  // Arguments are an object, whatever else the schema would allow.
  const schema = "$ref" in parameters ? parameters : { ...parameters, type: "object" };
  return toHeld(schema, { ...writing, path, strict, any: "object" });
}
