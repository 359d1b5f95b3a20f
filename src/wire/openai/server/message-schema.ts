import * as z from "zod";
import type { ChatMessage, ToolCall } from "../../../core/chat-model.ts";
import { textContentSchema, toText, toThoughts } from "./text-content.ts";

/** Ids are texts; some programs count in numbers. */
const idSchema = z.union([z.string(), z.number()]).transform(String);

/** Arguments of a call: JSON as a text; an object, as Ollama writes it, and the empty list that PHP makes of one, are taken too. */
export const argumentsSchema = z
  .union([z.string(), z.record(z.string(), z.unknown()), z.array(z.never())])
  .describe("JSON as a text, or an object.");

export function toArgumentsJson(given: z.output<typeof argumentsSchema> | null | undefined): string {
  if (typeof given === "string") return given;
  return JSON.stringify(given == null || Array.isArray(given) ? {} : given);
}

/** What a tool gave back: a text or text parts; other values stand for their JSON. */
export const toolOutputSchema = z.union([
  textContentSchema,
  z.record(z.string(), z.unknown()),
  z.number(),
  z.boolean(),
]);

type ToolOutput = z.output<typeof toolOutputSchema>;

function isTextContent(output: ToolOutput): output is z.output<typeof textContentSchema> {
  return typeof output === "string" || Array.isArray(output);
}

const functionCall = z.looseObject({
  name: z.string(),
  arguments: argumentsSchema.nullish(),
  index: z.int().nullish(),
});

const toolCall = z.looseObject({
  id: idSchema.nullish(),
  type: z.enum(["function", ""]).nullish(),
  index: z.int().nullish(),
  function: functionCall,
});

const roles = z.enum(["system", "developer", "user", "assistant", "tool", "function"]);

const messageShape = {
  role: roles,
  content: toolOutputSchema.nullish().describe("May be absent where a model or a tool said nothing."),
  refusal: z.string().nullish().describe("What an assistant said instead of a content."),
  reasoning_content: z.string().nullish().describe("What an assistant reasoned before its content."),
  reasoning: z.string().nullish().describe("The same, as others name it."),
  thinking: z.string().nullish().describe("The same, as Ollama names it."),
  name: z.string().nullish().describe("Of the function that a function message answers; else not passed on."),
  tool_calls: z.array(toolCall).nullish(),
  tool_call_id: idSchema.nullish().describe("Absent: that of the first call that has no answer yet."),
  tool_name: z.string().nullish().describe("Ollama's name of the tool that a tool message answers."),
  function_call: functionCall.nullish(),
  images: z
    .array(z.unknown())
    .max(0, "absent, as the models here read texts alone")
    .nullish()
    .describe("Ollama's pictures."),
};

const messageObject = z.looseObject(messageShape);

export const messageSchema = messageObject.superRefine(checkContent);

/** A message among the items of a response, with fields that only stand there. */
export const messageItemSchema = z
  .looseObject({
    type: z.literal("message").nullish(),
    id: z.string().nullish(),
    status: z.string().nullish(),
    ...messageShape,
  })
  .superRefine(checkContent);

export type Message = z.output<typeof messageObject>;

function checkContent({ role, content }: Message, context: z.core.$RefinementCtx): void {
  if (isAnswer(role) || (role === "assistant" && content == null)) return;
  if (content != null && isTextContent(content)) return;
  context.addIssue({ code: "custom", path: ["content"], message: "a text or a list of text parts", input: content });
}

/** Turns a conversation as OpenAI and others write it into ours; calls without an id are numbered, and answered in their order. */
export function toMessages(messages: readonly Message[]): readonly ChatMessage[] {
  let numbered = 0;
  let open: string[] = [];
  const nextId = () => `call_${numbered++}`;
  return messages.map((message) => {
    const { role } = message;
    const made = [...(message.tool_calls ?? []), ...toLegacyCalls(message.function_call)];
    const toolCalls = made.map(({ id, function: called }) => toCall(id || nextId(), called));
    const toolCallId = isAnswer(role) ? message.tool_call_id || open[0] || nextId() : undefined;
    if (toolCalls.length > 0) open = toolCalls.map(({ id }) => id);
    open = open.filter((id) => id !== toolCallId);
    return {
      // What OpenAI calls a developer is a system to every open model.
      role: role === "developer" ? "system" : role === "function" ? "tool" : role,
      content: toContent(message),
      ...toReasoning(message),
      ...(toolCalls.length === 0 ? {} : { toolCalls }),
      ...(toolCallId === undefined ? {} : { toolCallId }),
    };
  });
}

function toContent({ content, refusal }: Message): string {
  if (content == null) return refusal ?? "";
  return isTextContent(content) ? toText(content) : JSON.stringify(content);
}

function toReasoning({ role, content, ...message }: Message) {
  const parts = content != null && isTextContent(content) ? toThoughts(content) : "";
  const reasoning = message.reasoning_content || message.reasoning || message.thinking || parts;
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
  return { id, name, argumentsJson: toArgumentsJson(given) };
}
