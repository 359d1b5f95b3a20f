import * as z from "zod";
import type { ChatMessage, ToolCall } from "../../../core/chat-model.ts";
import { openObject } from "./list-unknown.ts";
import { textContentSchema, toText } from "./message-schema.ts";

const text = z.string();

/** Further fields of our own items, which clients send back. */
const place = { id: text.nullish(), status: text.nullish() };

const messageItem = z.looseObject({
  type: z.literal("message").optional(),
  role: z.enum(["system", "developer", "user", "assistant"]),
  content: textContentSchema,
  ...place,
});

const otherItem = z.discriminatedUnion("type", [
  messageItem.required({ type: true }),
  z.looseObject({ type: z.literal("function_call"), call_id: text, name: text, arguments: text, ...place }),
  z.looseObject({ type: z.literal("function_call_output"), call_id: text, output: textContentSchema, ...place }),
  openObject({ type: z.literal("reasoning") }),
]);

/** A message may leave its type out; all other items name it. */
const item = z.union([messageItem.extend({ type: z.undefined().optional() }), otherItem], {
  error: (issue) =>
    typeof issue.input === "object" && issue.input !== null && Reflect.get(issue.input, "type") === "item_reference"
      ? "given whole, as nothing is stored here that could be referred to"
      : undefined,
});

export const responseInputSchema = z.union([z.string(), z.array(item).min(1)]);

type Item = z.output<typeof item>;

/** Turns what a response is asked for into a conversation; what the model thought before is left out. */
export function toInputMessages(
  input: z.output<typeof responseInputSchema>,
  instructions: string | null | undefined,
): readonly ChatMessage[] {
  const messages: ChatMessage[] = instructions ? [{ role: "system", content: instructions }] : [];
  if (typeof input === "string") return [...messages, { role: "user", content: input }];
  for (const one of input) addItem(messages, one);
  return messages;
}

function addItem(messages: ChatMessage[], one: Item): void {
  if (one.type === undefined || one.type === "message") {
    messages.push({ role: one.role === "developer" ? "system" : one.role, content: toText(one.content) });
    return;
  }
  switch (one.type) {
    case "function_call":
      addCall(messages, { id: one.call_id, name: one.name, argumentsJson: one.arguments });
      return;
    case "function_call_output":
      messages.push({ role: "tool", content: toText(one.output), toolCallId: one.call_id });
      return;
    case "reasoning":
      return;
    default:
      one satisfies never;
  }
}

/** Calls belong to the assistant's message before them; items name each of them apart. */
function addCall(messages: ChatMessage[], call: ToolCall): void {
  const last = messages.at(-1);
  if (last?.role !== "assistant") messages.push({ role: "assistant", content: "", toolCalls: [call] });
  else messages[messages.length - 1] = { ...last, toolCalls: [...(last.toolCalls ?? []), call] };
}
