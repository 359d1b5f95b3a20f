import * as z from "zod";
import type { ChatMessage } from "../../../core/chat-model.ts";
import { openObject } from "./list-unknown.ts";
import {
  argumentsSchema,
  type Message,
  messageItemSchema,
  toArgumentsJson,
  toMessages,
  toolOutputSchema,
} from "./message-schema.ts";

const text = z.string();

/** Further fields of our own items, which clients send back. */
const place = { id: text.nullish(), status: text.nullish() };

const NOT_STORED = "given whole, as nothing is stored here that could be referred to";

/** A message may leave its type out; all other items name it. Messages of chat completions are taken too. */
const item = z.discriminatedUnion(
  "type",
  [
    messageItemSchema,
    z.looseObject({
      type: z.literal("function_call"),
      call_id: text.nullish().describe("Absent: id is taken."),
      name: text,
      arguments: argumentsSchema.nullish(),
      ...place,
    }),
    z.looseObject({
      type: z.literal("function_call_output"),
      call_id: text.nullish(),
      output: toolOutputSchema.nullish(),
      ...place,
    }),
    openObject({ type: z.literal("reasoning") }),
  ],
  { error: ({ input }) => (isReference(input) ? NOT_STORED : undefined) },
);

function isReference(input: unknown): boolean {
  return typeof input === "object" && input !== null && Reflect.get(input, "type") === "item_reference";
}

export const responseInputSchema = z.union([z.string(), z.array(item).min(1)]);

type Item = z.output<typeof item>;

/** Turns what a response is asked for into a conversation; what the model thought before is left out. */
export function toInputMessages(
  input: z.output<typeof responseInputSchema>,
  instructions: string | null | undefined,
): readonly ChatMessage[] {
  const system: Message[] = instructions ? [{ role: "system", content: instructions }] : [];
  const asked: Message[] = typeof input === "string" ? [{ role: "user", content: input }] : input.flatMap(toMessage);
  return joinCalls(toMessages([...system, ...asked]));
}

function toMessage(one: Item): Message[] {
  switch (one.type) {
    case "function_call": {
      const called = { name: one.name, arguments: toArgumentsJson(one.arguments) };
      return [{ role: "assistant", tool_calls: [{ id: one.call_id ?? one.id, function: called }] }];
    }
    case "function_call_output":
      return [{ role: "tool", content: one.output, tool_call_id: one.call_id ?? one.id }];
    case "reasoning":
      return [];
    default:
      return [one];
  }
}

/** Calls belong to the assistant's message before them; items name each of them apart. */
function joinCalls(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const joined: ChatMessage[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    const { toolCalls } = message;
    if (toolCalls === undefined || message.content !== "" || last?.role !== "assistant") joined.push(message);
    else joined[joined.length - 1] = { ...last, toolCalls: [...(last.toolCalls ?? []), ...toolCalls] };
  }
  return joined;
}
