import * as z from "zod";
import type { ChatMessage } from "../../../core/chat-model.ts";

/** Parts that are texts, in the words of chat completions and of responses. */
const textPart = z.discriminatedUnion(
  "type",
  [
    z.object({ type: z.enum(["text", "input_text", "output_text"]), text: z.string() }),
    z.object({ type: z.literal("refusal"), refusal: z.string() }),
  ],
  {
    error: (issue) =>
      "discriminator" in issue ? '"text", as the models here read no pictures, sound or files' : undefined,
  },
);

/** A text, or a list of text parts, which are joined; pictures and sound are refused. */
export const textContentSchema = z.union([
  z.string(),
  z
    .array(textPart)
    .transform((parts) => parts.map((part) => (part.type === "refusal" ? part.refusal : part.text)).join("")),
]);

const functionCall = z.object({ name: z.string(), arguments: z.string() });

export const messageSchema = z
  .object({
    role: z.enum(["system", "developer", "user", "assistant", "tool", "function"]),
    content: textContentSchema.nullish(),
    name: z.string().nullish().describe("Of the function that a function message answers; else not passed on."),
    tool_calls: z
      .array(z.object({ id: z.string(), type: z.literal("function").optional(), function: functionCall }))
      .nullish(),
    tool_call_id: z.string().nullish(),
    function_call: functionCall.nullish(),
  })
  .superRefine((message, context) => {
    const missing = (field: string, rule: string) =>
      context.addIssue({ code: "custom", path: [field], message: rule, input: undefined });
    if (message.role === "tool" && message.tool_call_id == null)
      missing("tool_call_id", "the id of the call that it answers");
    const mayBeEmpty = message.role === "assistant" && (message.tool_calls != null || message.function_call != null);
    if (message.content == null && !mayBeEmpty) missing("content", "a text or a list of text parts");
  });

type Message = z.output<typeof messageSchema>;

/** Turns a conversation as OpenAI writes it into ours, functions of the older API included. */
export function toMessages(messages: readonly Message[]): readonly ChatMessage[] {
  return messages.map((message, index) => toMessage(message, messages, index));
}

function toMessage(message: Message, all: readonly Message[], index: number): ChatMessage {
  const { role, content } = message;
  const calls = message.tool_calls?.map(({ id, function: called }) => toCall(id, called)) ?? [];
  if (message.function_call != null) calls.push(toCall(legacyId(index), message.function_call));
  const answered = role === "function" ? legacyId(all.slice(0, index).findLastIndex(isCall)) : message.tool_call_id;
  return {
    // What OpenAI calls a developer is a system to every open model.
    role: role === "developer" ? "system" : role === "function" ? "tool" : role,
    content: content ?? "",
    ...(calls.length === 0 ? {} : { toolCalls: calls }),
    ...(answered == null ? {} : { toolCallId: answered }),
  };
}

function isCall({ function_call: called }: Message): boolean {
  return called != null;
}

function toCall(id: string, called: z.output<typeof functionCall>) {
  return { id, name: called.name, argumentsJson: called.arguments };
}

/** The older API has no ids: the message that made the call stands for one. */
function legacyId(messageIndex: number): string {
  return `call_of_message_${Math.max(messageIndex, 0)}`;
}
