import type { ChatRequest, ToolDefinition } from "../../../core/chat-model.ts";
import { createGbnfRules, type GbnfRules, toGbnfLiteral } from "./gbnf/gbnf-rules.ts";
import { patternToGbnf } from "./pattern/pattern-to-gbnf.ts";
import { badSchema, cannotHonour, SchemaTooLarge } from "./schema-errors.ts";
import { isSchema } from "./schema-keywords.ts";
import { createSchemaNotes, type SchemaNotes } from "./schema-notes.ts";
import { schemaToGbnf } from "./schema-to-gbnf.ts";

export type ConstrainedRequest = Pick<ChatRequest, "responseFormat" | "tools" | "toolChoice">;

/** A grammar in llama.cpp's notation, and what of the request it does not hold. */
export interface WrittenGrammar {
  readonly text: string;
  readonly notes: SchemaNotes;
}

/**
 * Writes the grammar that an answer must follow; undefined when it is free.
 *
 * A demanded call is one JSON object with `name` and `arguments`. Where a format is demanded and tools are offered,
 * the answer is either of that format or one call between `<tool_call>` and `</tool_call>`.
 *
 * @throws AssayError `invalid-input` for what is no schema, or one that no answer fits; `unsupported` for a strict one
 * that cannot be held
 */
export function writeAnswerGrammar(request: ConstrainedRequest): WrittenGrammar | undefined {
  const { responseFormat, tools = [], toolChoice } = request;
  const rules = createGbnfRules();
  const notes = createSchemaNotes();
  const demanded = tools.filter(
    ({ name }) => toolChoice === "required" || (typeof toolChoice === "object" && toolChoice.name === name),
  );
  const toText = (root: string) => ({ text: rules.toText(root), notes });
  if (demanded.length > 0) return toText(toCall(demanded, tools, { rules, notes }));
  const format = toFormat(responseFormat, { rules, notes });
  if (format === undefined) return undefined;
  if (responseFormat?.type === "grammar") return { text: responseFormat.gbnf, notes };
  if (tools.length === 0 || toolChoice === "none") return toText(format);
  const call = `"<tool_call>" "\\n"? ${toCall(tools, tools, { rules, notes })} "\\n"? "</tool_call>"`;
  return toText(`${format} | ${call}`);
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
function toCall(chosen: readonly ToolDefinition[], all: readonly ToolDefinition[], writing: Writing): string {
  const calls = chosen.map((tool) => {
    const path = `tools[${all.indexOf(tool)}].parameters`;
    const name = toGbnfLiteral(JSON.stringify(tool.name));
    const values = toArguments(tool, path, writing);
    return writing.rules.add(`"{" ws "\\"name\\":" " "? ${name} "," ws "\\"arguments\\":" " "? ${values} ws "}"`);
  });
  return writing.rules.add(calls.join(" | "));
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
