import type { ChatMessage, ToolDefinition } from "../../../core/chat-model.ts";

/** A message or tool in the form that chat templates read, which is OpenAI's. */
export type TemplateValue = Readonly<Record<string, unknown>>;

/** How a template wants the arguments of earlier calls: most write them with `tojson`, some as the text they are. */
export type ArgumentForm = "object" | "text";

/**
 * Writes messages for a template. Call ids become `call00000`, `call00001` and so on, in their order: some templates
 * (Mistral's) take only nine letters or digits, and no other looks at them.
 */
export function toTemplateMessages(messages: readonly ChatMessage[], form: ArgumentForm): readonly TemplateValue[] {
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  const shorten = (id: string) => {
    const known = ids.get(id) ?? `call${String(ids.size).padStart(5, "0")}`;
    ids.set(id, known);
    return known;
  };

  return messages.map(({ role, content, toolCalls, toolCallId }) => {
    for (const { id, name } of toolCalls ?? []) names.set(id, name);
    return {
      role,
      content,
      ...(toolCalls === undefined || toolCalls.length === 0
        ? {}
        : {
            tool_calls: toolCalls.map(({ id, name, argumentsJson }) => ({
              id: shorten(id),
              type: "function",
              function: { name, arguments: form === "object" ? parseOrKeep(argumentsJson) : argumentsJson },
            })),
          }),
      ...(toolCallId === undefined ? {} : { tool_call_id: shorten(toolCallId), name: names.get(toolCallId) }),
    };
  });
}

/** Writes tool definitions for a template. */
export function toTemplateTools(tools: readonly ToolDefinition[]): readonly TemplateValue[] {
  return tools.map(({ name, description = "", parameters = { type: "object", properties: {} } }) => ({
    type: "function",
    function: { name, description, parameters },
  }));
}

function parseOrKeep(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // A caller may hand back what a model once wrote wrongly.
    return json;
  }
}
