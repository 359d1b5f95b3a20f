import type { ChatMessage, ToolDefinition } from "../core/chat-model.ts";
import { toTemplateTools } from "./template-messages.ts";

/**
 * Says in plain messages what a template that knows no tools cannot say: the tools and the form of a call stand in the
 * system message, earlier calls in the assistant's text, results in the user's. The form is that of Hermes and Qwen.
 */
export function describeTools(
  messages: readonly ChatMessage[],
  tools: readonly ToolDefinition[],
): readonly ChatMessage[] {
  const plain: ChatMessage[] = [];
  let afterResult = false;
  for (const message of messages) {
    const last = plain.at(-1);
    const isResult = message.role === "tool";
    const { role, content } = toPlain(message);
    // Results and the question that follows them are one turn of the user's: most templates want roles to alternate.
    if (last !== undefined && last.role === role && role === "user" && (isResult || afterResult))
      plain[plain.length - 1] = { role, content: `${last.content}\n${content}` };
    else plain.push({ role, content });
    afterResult = isResult;
  }
  if (tools.length === 0) return plain;
  const description = writeDescription(tools);
  const [first, ...rest] = plain;
  if (first?.role !== "system") return [{ role: "system", content: description }, ...plain];
  return [{ role: "system", content: `${first.content}\n\n${description}` }, ...rest];
}

function toPlain({ role, content, toolCalls = [] }: ChatMessage): Pick<ChatMessage, "role" | "content"> {
  if (role === "tool") return { role: "user", content: `<tool_response>\n${content}\n</tool_response>` };
  const calls = toolCalls.map(
    ({ name, argumentsJson }) =>
      `<tool_call>\n{"name": ${JSON.stringify(name)}, "arguments": ${argumentsJson}}\n</tool_call>`,
  );
  return { role, content: [content, ...calls].filter((part) => part !== "").join("\n") };
}

function writeDescription(tools: readonly ToolDefinition[]): string {
  return [
    "You may call these tools, one JSON object a line:",
    ...toTemplateTools(tools).map((tool) => JSON.stringify(tool)),
    "To call a tool, answer with nothing but",
    "<tool_call>",
    '{"name": "the tool\'s name", "arguments": {"the argument\'s name": "its value"}}',
    "</tool_call>",
  ].join("\n");
}
