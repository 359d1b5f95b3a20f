import type { ChatMessage, ToolCall } from "../core/chat-model.ts";
import { type CallForm, describedCalls } from "./answer-form.ts";
import type { Habits } from "./study-template.ts";
import { writeCalls } from "./write-call.ts";

/**
 * Puts earlier calls where the template shows them: in the text of the answer, in the family's own form, where the template
 * leaves calls out; each in an answer of its own, before its result, where it shows the first of an answer only.
 */
export function arrangeCalls(
  messages: readonly ChatMessage[],
  { showsCalls }: Pick<Habits, "showsCalls">,
  form: CallForm = describedCalls,
): readonly ChatMessage[] {
  if (showsCalls === "all" || !messages.some(hasCalls)) return messages;
  return showsCalls === "first" ? separateCalls(messages) : messages.map((message) => toText(message, form));
}

function hasCalls({ toolCalls = [] }: ChatMessage): boolean {
  return toolCalls.length > 0;
}

function toText(message: ChatMessage, form: CallForm): ChatMessage {
  const { toolCalls = [], ...said } = message;
  if (toolCalls.length === 0) return message;
  const calls = writeCalls(form, toolCalls.map(toWritten));
  return { ...said, content: said.content === "" ? calls : `${said.content}\n${calls}` };
}

function toWritten({ name, argumentsJson }: ToolCall) {
  return { name, values: parseObject(argumentsJson) };
}

function parseObject(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    // A caller may hand back what a model once wrote wrongly.
    return {};
  }
}

function separateCalls(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const separate: ChatMessage[] = [];
  for (let at = 0; at < messages.length; at++) {
    const message = messages[at];
    if (message === undefined) continue;
    const { toolCalls = [], ...said } = message;
    if (toolCalls.length < 2) {
      separate.push(message);
      continue;
    }
    const next = messages.findIndex(({ role }, index) => index > at && role !== "tool");
    const results = messages.slice(at + 1, next < 0 ? messages.length : next);
    for (const [index, call] of toolCalls.entries()) {
      const answer = index === 0 ? said : { role: said.role, content: "" };
      separate.push({ ...answer, toolCalls: [call] }, ...results.filter(({ toolCallId }) => toolCallId === call.id));
    }
    separate.push(...results.filter(({ toolCallId }) => !toolCalls.some(({ id }) => id === toolCallId)));
    at += results.length;
  }
  return separate;
}
