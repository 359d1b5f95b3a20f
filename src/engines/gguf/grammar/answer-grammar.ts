import type { ChatRequest, ToolDefinition } from "../../../core/chat-model.ts";
import { createGbnfRules, type GbnfRules, toGbnfLiteral } from "./gbnf-rules.ts";
import { badSchema } from "./schema-errors.ts";
import { isSchema } from "./schema-keywords.ts";
import { schemaToGbnf } from "./schema-to-gbnf.ts";

export type ConstrainedRequest = Pick<ChatRequest, "responseFormat" | "tools" | "toolChoice">;

/**
 * Writes the grammar that an answer must follow; undefined when it is free.
 *
 * A demanded call is one JSON object with `name` and `arguments`. Where a format is demanded and tools are offered,
 * the answer is either of that format or one call between `<tool_call>` and `</tool_call>`.
 *
 * @throws AssayError `unsupported` or `invalid-input` for schemas, see `schemaToGbnf`
 */
export function writeAnswerGrammar({ responseFormat, tools = [], toolChoice }: ConstrainedRequest): string | undefined {
  const rules = createGbnfRules();
  const format = responseFormat?.type ?? "text";
  if (tools.length > 0 && toolChoice === "required") return rules.toText(toCall(tools, tools, rules));
  if (typeof toolChoice === "object") {
    const chosen = tools.filter(({ name }) => name === toolChoice.name);
    return rules.toText(toCall(chosen, tools, rules));
  }
  if (format === "text") return undefined;
  const answer =
    responseFormat?.type === "json-schema"
      ? schemaToGbnf(responseFormat.schema, rules, "responseFormat.schema")
      : "object";
  if (tools.length === 0 || toolChoice === "none") return rules.toText(answer);
  const call = `"<tool_call>" "\\n"? ${toCall(tools, tools, rules)} "\\n"? "</tool_call>"`;
  return rules.toText(`${answer} | ${call}`);
}

/** Rule of a call of one of the chosen tools. */
function toCall(chosen: readonly ToolDefinition[], all: readonly ToolDefinition[], rules: GbnfRules): string {
  const calls = chosen.map((tool) => {
    const path = `tools[${all.indexOf(tool)}].parameters`;
    const name = toGbnfLiteral(JSON.stringify(tool.name));
    const values = toArguments(tool.parameters, rules, path);
    return rules.add(`"{" ws "\\"name\\":" " "? ${name} "," ws "\\"arguments\\":" " "? ${values} ws "}"`);
  });
  return rules.add(calls.join(" | "));
}

function toArguments(parameters: ToolDefinition["parameters"], rules: GbnfRules, path: string): string {
  if (parameters === undefined || Object.keys(parameters).length === 0) return "object";
  if (!isSchema(parameters)) throw badSchema(path, "a schema object", parameters);
  if (parameters.type !== undefined && parameters.type !== "object")
    throw badSchema(`${path}.type`, "object", parameters.type);
  const noRules = !("type" in parameters) && !("properties" in parameters) && !("$ref" in parameters);
  return schemaToGbnf(noRules ? { ...parameters, type: "object" } : parameters, rules, path);
}
