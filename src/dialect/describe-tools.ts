import type { ChatMessage, ToolDefinition } from "../core/chat-model.ts";
import { type CallForm, describedCalls } from "./answer-form.ts";
import { toTemplateTools } from "./template-messages.ts";
import { writeCalls } from "./write-call.ts";

/**
 * Says in the system message what a template that shows no tools leaves out: the tools, and how to call one.
 *
 * @param calls the form in which the template itself writes calls and their results. Without it the form is that of Hermes
 * and Qwen: earlier calls stand in the assistant's text, and results in the user's.
 */
export function describeTools(
  messages: readonly ChatMessage[],
  tools: readonly ToolDefinition[],
  calls?: CallForm,
): readonly ChatMessage[] {
  const plain = calls === undefined ? joinResults(messages) : messages;
  if (tools.length === 0) return plain;
  const description = writeDescription(tools, calls ?? describedCalls);
  const [first, ...rest] = plain;
  if (first?.role !== "system") return [{ role: "system", content: description }, ...plain];
  return [{ role: "system", content: `${first.content}\n\n${description}` }, ...rest];
}

function joinResults(messages: readonly ChatMessage[]): readonly ChatMessage[] {
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
  return plain;
}

function toPlain({ role, content, toolCalls = [] }: ChatMessage): Pick<ChatMessage, "role" | "content"> {
  if (role === "tool") return { role: "user", content: `<tool_response>\n${content}\n</tool_response>` };
  const calls = toolCalls.map(
    ({ name, argumentsJson }) =>
      `<tool_call>\n{"name": ${JSON.stringify(name)}, "arguments": ${argumentsJson}}\n</tool_call>`,
  );
  return { role, content: [content, ...calls].filter((part) => part !== "").join("\n") };
}

function writeDescription(tools: readonly ToolDefinition[], calls: CallForm): string {
  return [
    "You may call these tools, one JSON object a line:",
    ...toTemplateTools(tools).map((tool) => JSON.stringify(tool)),
    "To call a tool, answer with nothing but",
    writeCalls(calls, [{ name: "the tool's name", values: { "the argument's name": "its value" } }]).trim(),
  ].join("\n");
}
