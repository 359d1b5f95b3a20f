import * as z from "zod";
import { describeIssue } from "../../src/wire/openai/server/describe-issue.ts";
import { chatSettingsSchema } from "./chat-settings.ts";
import { branchTo, type Conversation, type Message, type Messages, withAttachments } from "./conversation.ts";

const callSchema = z.object({ id: z.string(), name: z.string(), argumentsJson: z.string() });

const messageBase = { id: z.string(), parent: z.string().optional(), at: z.number(), text: z.string() };

const messageSchema = z.discriminatedUnion("role", [
  z.object({
    ...messageBase,
    role: z.literal("user"),
    attachments: z.array(z.object({ name: z.string(), text: z.string() })).default([]),
  }),
  z.object({ ...messageBase, role: z.literal("tool"), call: callSchema }),
  z.object({
    ...messageBase,
    role: z.literal("assistant"),
    model: z.string(),
    reasoning: z.string().optional(),
    toolCalls: z.array(callSchema).optional(),
    state: z.enum(["done", "length", "stopped", "cut", "failed"]).catch("cut"),
    error: z.object({ message: z.string(), hint: z.string().optional() }).optional(),
    warnings: z.array(z.string()).optional(),
    figures: z
      .array(z.object({ id: z.string(), name: z.string(), text: z.string().optional(), how: z.string() }))
      .optional(),
  }),
]);

/** A conversation as a file: all its branches. */
const fileSchema = z.object({
  format: z.literal("assay-chat"),
  version: z.literal(1),
  title: z.string().default("Imported conversation"),
  createdAt: z.number(),
  settings: chatSettingsSchema,
  leaf: z.string().optional(),
  messages: z.array(messageSchema).min(1),
});

/** The whole conversation, to be imported elsewhere. */
export function toJsonFile({ title, createdAt, settings, leaf }: Conversation, messages: Messages): string {
  const kept = [...messages.values()].map(({ conversation: _, ...message }) => message);
  const file = { format: "assay-chat", version: 1, title, createdAt, settings, leaf, messages: kept };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The branch that is shown, to be read. */
export function toMarkdownFile({ title, settings, leaf }: Conversation, messages: Messages): string {
  const system = settings.system.trim() === "" ? [] : [`**System**\n\n${settings.system}`];
  const said = branchTo(messages, leaf).map((message) => `**${speakerOf(message)}**\n\n${textOf(message)}`);
  return `${[`# ${title ?? "Conversation"}`, ...system, ...said].join("\n\n")}\n`;
}

/**
 * Reads a file of `toJsonFile()`; it gets ids of its own, so that it never writes over another conversation.
 * @throws Error in words for another file
 */
export function readJsonFile(text: string, newId: () => string): readonly [Conversation, readonly Message[]] {
  const body = parseJson(text);
  const parsed = fileSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const why = issue === undefined ? "" : ` ${describeIssue(issue, body, "The file").message}`;
    throw new Error(`This is no conversation that was exported here as JSON.${why}`);
  }
  const { messages, leaf, title, createdAt, settings } = parsed.data;
  const conversation = newId();
  const ids = new Map(messages.map(({ id }) => [id, newId()]));
  const renamed = messages.map(
    (message): Message => ({
      ...message,
      conversation,
      id: ids.get(message.id) ?? newId(),
      parent: message.parent === undefined ? undefined : ids.get(message.parent),
    }),
  );
  const head = { id: conversation, title, createdAt, changedAt: Date.now(), settings };
  return [{ ...head, leaf: leaf === undefined ? undefined : ids.get(leaf) }, renamed];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error("This file is no JSON. Choose one that was exported here as JSON.", { cause: error });
  }
}

function speakerOf(message: Message): string {
  if (message.role === "user") return "You";
  return message.role === "tool" ? `Answer of ${message.call.name}` : message.model;
}

function textOf(message: Message): string {
  if (message.role === "user") return withAttachments(message);
  if (message.role === "tool") return `\`\`\`\n${message.text}\n\`\`\``;
  const calls = (message.toolCalls ?? []).map(
    ({ name, argumentsJson }) => `Calls \`${name}\`:\n\n\`\`\`json\n${argumentsJson}\n\`\`\``,
  );
  return [message.text, ...calls].filter((part) => part !== "").join("\n\n");
}
