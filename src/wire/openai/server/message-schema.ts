import * as z from "zod";
import type { ChatMessage, ToolCall } from "../../../core/chat-model.ts";

/** Parts that are texts, in the words of chat completions and of responses. */
const textPart = z.discriminatedUnion(
  "type",
  [
    z.looseObject({
      type: z.enum(["text", "input_text", "output_text"]),
      text: z.string(),
      annotations: z.unknown().optional(),
      logprobs: z.unknown().optional(),
    }),
    z.looseObject({ type: z.literal("refusal"), refusal: z.string() }),
  ],
  {
    error: (issue) =>
      "discriminator" in issue ? '"text", as the models here read no pictures, sound or files' : undefined,
  },
);

/** A text, or a list of text parts, which are joined; pictures and sound are refused. */
export const textContentSchema = z.union([z.string(), z.array(textPart)]);

export function toText(content: z.output<typeof textContentSchema>): string {
  if (typeof content === "string") return content;
  return content.map((part) => (part.type === "refusal" ? part.refusal : part.text)).join("");
}

const functionCall = z.looseObject({
  name: z.string(),
  arguments: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .nullish()
    .describe("JSON as a text; an object, as Ollama writes it, is taken too."),
});

export const messageSchema = z
  .looseObject({
    role: z.enum(["system", "developer", "user", "assistant", "tool", "function"]),
    content: textContentSchema.nullish().describe("May be absent where a model or a tool said nothing."),
    reasoning_content: z.string().nullish().describe("What an assistant reasoned before its content."),
    reasoning: z.string().nullish().describe("The same, as others name it."),
    name: z.string().nullish().describe("Of the function that a function message answers; else not passed on."),
    tool_calls: z
      .array(z.looseObject({ id: z.string().nullish(), type: z.literal("function").nullish(), function: functionCall }))
      .nullish(),
    tool_call_id: z.string().nullish().describe("Absent: that of the first call that has no answer yet."),
    function_call: functionCall.nullish(),
  })
  .superRefine(({ role, content }, context) => {
    if (content != null || role === "assistant" || role === "tool" || role === "function") return;
    context.addIssue({ code: "custom", path: ["content"], message: "a text or a list of text parts", input: content });
  });

type Message = z.output<typeof messageSchema>;

/** Turns a conversation as OpenAI and others write it into ours; calls without an id are numbered, and answered in their order. */
export function toMessages(messages: readonly Message[]): readonly ChatMessage[] {
  let numbered = 0;
  let open: string[] = [];
  const nextId = () => `call_${numbered++}`;
  return messages.map(({ role, content, ...message }) => {
    const made = [...(message.tool_calls ?? []), ...toLegacyCalls(message.function_call)];
    const toolCalls = made.map(({ id, function: called }) => toCall(id || nextId(), called));
    const toolCallId = isAnswer(role) ? message.tool_call_id || open[0] || nextId() : undefined;
    if (toolCalls.length > 0) open = toolCalls.map(({ id }) => id);
    open = open.filter((id) => id !== toolCallId);
    return {
      // What OpenAI calls a developer is a system to every open model.
      role: role === "developer" ? "system" : role === "function" ? "tool" : role,
      content: toText(content ?? ""),
      ...toReasoning(role, message),
      ...(toolCalls.length === 0 ? {} : { toolCalls }),
      ...(toolCallId === undefined ? {} : { toolCallId }),
    };
  });
}

function toReasoning(role: Message["role"], message: Pick<Message, "reasoning_content" | "reasoning">) {
  const reasoning = message.reasoning_content || message.reasoning;
  return role === "assistant" && reasoning ? { reasoning } : {};
}

function isAnswer(role: Message["role"]): boolean {
  return role === "tool" || role === "function";
}

/** The older API makes one call in a message, without an id. */
function toLegacyCalls(called: Message["function_call"]) {
  return called == null ? [] : [{ id: undefined, function: called }];
}

function toCall(id: string, { name, arguments: given }: z.output<typeof functionCall>): ToolCall {
  return { id, name, argumentsJson: typeof given === "string" ? given : JSON.stringify(given ?? {}) };
}
