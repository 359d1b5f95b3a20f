import type { TemplateValue } from "./template-messages.ts";

/** A tool of which each argument has a description, an empty one where its schema names none. */
export function describeArguments(tool: TemplateValue): TemplateValue {
  const { function: called } = tool as { readonly function: TemplateValue };
  const parameters = (called.parameters ?? {}) as TemplateValue;
  const properties = Object.entries(parameters.properties ?? {}).map(([name, schema]: [string, unknown]) => [
    name,
    typeof schema === "object" && schema !== null ? { description: "", ...schema } : schema,
  ]);
  return {
    ...tool,
    function: { ...called, parameters: { ...parameters, properties: Object.fromEntries(properties) } },
  };
}
