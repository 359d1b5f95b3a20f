import type { ChatMessage, ToolDefinition } from "../core/chat-model.ts";
import { parseJson } from "../jinja/parse-json.ts";

/** A message or tool in the form that chat templates read, which is OpenAI's. */
export type TemplateValue = Readonly<Record<string, unknown>>;

/** Variables that a template is given. */
export interface Prompt {
  readonly messages: readonly TemplateValue[];
  readonly tools?: readonly TemplateValue[] | undefined;
}

/** How a template wants what messages hold. */
export interface MessageForm {
  /** Arguments of earlier calls: most templates write them themselves, some as the text that they are. */
  readonly callArguments: "object" | "text";
  /** Content of an answer that holds calls alone: some templates show calls only where it is none. */
  readonly callContent: "text" | "none";
  /** Content: a text, or a list of parts of which each is a text. */
  readonly content: "text" | "parts";
  /** The names under which the template reads the reasoning of earlier answers. */
  readonly reasoning: readonly string[];
}

/** The form that most templates want. */
export const plainForm: MessageForm = {
  callArguments: "object",
  callContent: "text",
  content: "text",
  reasoning: [],
};

/**
 * Writes messages for a template. Call ids become `call00000`, `call00001` and so on, in their order: some templates
 * (Mistral's) take only nine letters or digits, and no other looks at them.
 */
export function toTemplateMessages(messages: readonly ChatMessage[], form: MessageForm): readonly TemplateValue[] {
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  const shorten = (id: string) => {
    const known = ids.get(id) ?? `call${String(ids.size).padStart(5, "0")}`;
    ids.set(id, known);
    return known;
  };

  const toContent = ({ content, toolCalls = [] }: ChatMessage) => {
    if (content === "" && toolCalls.length > 0 && form.callContent === "none") return null;
    return form.content === "parts" ? [{ type: "text", text: content }] : content;
  };

  return messages
    .flatMap((message) => splitCalls(message, form))
    .map((message) => {
      const { role, reasoning, toolCalls, toolCallId } = message;
      for (const { id, name } of toolCalls ?? []) names.set(id, name);
      return {
        role,
        content: toContent(message),
        ...(reasoning === undefined ? {} : Object.fromEntries(form.reasoning.map((name) => [name, reasoning]))),
        ...(toolCalls === undefined || toolCalls.length === 0
          ? {}
          : {
              tool_calls: toolCalls.map(({ id, name, argumentsJson }) => ({
                id: shorten(id),
                type: "function",
                function: {
                  name,
                  arguments: form.callArguments === "object" ? parseOrKeep(argumentsJson) : argumentsJson,
                },
              })),
            }),
        ...(toolCallId === undefined ? {} : { tool_call_id: shorten(toolCallId), name: names.get(toolCallId) }),
      };
    });
}

/** Text and calls as two messages, for templates that leave out the calls beside a text. */
function splitCalls(message: ChatMessage, { callContent }: MessageForm): readonly ChatMessage[] {
  const { toolCalls, ...said } = message;
  const isBoth = message.content !== "" && toolCalls !== undefined && toolCalls.length > 0;
  if (callContent === "text" || !isBoth) return [message];
  return [said, { role: message.role, content: "", toolCalls }];
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
    return parseJson(json.trim() === "" ? "{}" : json);
  } catch {
    // A caller may hand back what a model once wrote wrongly.
    return json;
  }
}
