import type { ChatMessage, ToolCall } from "../../src/core/chat-model.ts";
import type { AnswerFigure } from "../answers/answer-figures.ts";
import type { ChatSettings } from "./chat-settings.ts";

/** What a list of conversations needs to know of one; its messages are kept apart. */
export interface Conversation {
  readonly id: string;
  /** Absent until something was said. */
  readonly title?: string | undefined;
  /** Ms since 1970, as all times here. */
  readonly createdAt: number;
  readonly changedAt: number;
  /** Id of the model that was picked last. */
  readonly model?: string | undefined;
  readonly settings: ChatSettings;
  /** The last message of the branch that is shown. */
  readonly leaf?: string | undefined;
  /** When it was deleted; until the page is opened again that can be undone. */
  readonly deletedAt?: number | undefined;
}

/** What is typed and not sent. */
export interface Draft {
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/** A text that goes along with a message. */
export interface Attachment {
  readonly name: string;
  readonly text: string;
}

interface MessageBase {
  readonly id: string;
  readonly conversation: string;
  /** The message before; several with the same one are alternatives. */
  readonly parent?: string | undefined;
  readonly at: number;
  readonly text: string;
}

export interface UserMessage extends MessageBase {
  readonly role: "user";
  readonly attachments: readonly Attachment[];
}

/** The answer to one call of a tool. */
export interface ToolMessage extends MessageBase {
  readonly role: "tool";
  readonly call: ToolCall;
}

export interface AssistantMessage extends MessageBase {
  readonly role: "assistant";
  /** Name of the model for people. */
  readonly model: string;
  readonly reasoning?: string | undefined;
  readonly toolCalls?: readonly ToolCall[] | undefined;
  /** `cut`: the page was closed or broke while it came; what had come is kept. */
  readonly state: "writing" | "done" | "length" | "stopped" | "cut" | "failed";
  readonly error?: { readonly message: string; readonly hint?: string | undefined } | undefined;
  readonly warnings?: readonly string[] | undefined;
  readonly figures?: readonly AnswerFigure[] | undefined;
}

/** One message. A conversation is a tree of them: to ask again or to edit begins another branch, and nothing is lost. */
export type Message = UserMessage | AssistantMessage | ToolMessage;

export type Messages = ReadonlyMap<string, Message>;

/** The messages from the first to `leaf`. */
export function branchTo(messages: Messages, leaf: string | undefined): readonly Message[] {
  const branch: Message[] = [];
  const seen = new Set<string>();
  for (let id = leaf; id !== undefined && !seen.has(id); ) {
    seen.add(id);
    const message = messages.get(id);
    if (message === undefined) break;
    branch.unshift(message);
    id = message.parent;
  }
  return branch;
}

/** A message and its alternatives, the oldest first. */
export function alternativesOf(messages: Messages, { parent }: Message): readonly Message[] {
  return [...messages.values()].filter((message) => message.parent === parent).sort((a, b) => a.at - b.at);
}

/** The end of the newest branch that goes through a message, or of the newest of all. */
export function newestLeaf(messages: Messages, from?: string): string | undefined {
  const parents = new Set([...messages.values()].map(({ parent }) => parent));
  const leaves = [...messages.values()].filter(({ id }) => !parents.has(id)).sort((a, b) => b.at - a.at);
  if (from === undefined) return leaves[0]?.id;
  return leaves.find(({ id }) => branchTo(messages, id).some((message) => message.id === from))?.id ?? from;
}

/** A title for what begins with this message. */
export function titleOf({ text, attachments }: Draft): string {
  const line = text.trim().split("\n")[0] || attachments[0]?.name || "";
  return line.length > 60 ? `${line.slice(0, 59).trimEnd()}…` : line;
}

/** What the model is sent: the system prompt, then the branch. */
export function toChatMessages(branch: readonly Message[], system: string): readonly ChatMessage[] {
  const answered = new Set(branch.flatMap((message) => (message.role === "tool" ? [message.call.id] : [])));
  const messages: ChatMessage[] = system.trim() === "" ? [] : [{ role: "system", content: system }];
  for (const message of branch) {
    const next = toChatMessage(message, answered);
    const last = messages.at(-1);
    if (next === undefined) continue;
    // Templates want turns in turn: after an answer that failed, both questions are one.
    if (next.role === "user" && last?.role === "user")
      messages.splice(-1, 1, { role: "user", content: `${last.content}\n\n${next.content}` });
    else messages.push(next);
  }
  return messages;
}

function toChatMessage(message: Message, answered: ReadonlySet<string>): ChatMessage | undefined {
  switch (message.role) {
    case "user":
      return { role: "user", content: withAttachments(message) };
    case "tool":
      return { role: "tool", content: message.text, toolCallId: message.call.id };
    case "assistant": {
      const toolCalls = message.toolCalls?.filter(({ id }) => answered.has(id)) ?? [];
      if (message.text === "" && toolCalls.length === 0) return undefined;
      return { role: "assistant", content: message.text, ...(toolCalls.length > 0 && { toolCalls }) };
    }
    default:
      return message satisfies never;
  }
}

/** Documents stand before the question, so that a second question finds them in the model's memory. */
export function withAttachments({ text, attachments }: Draft): string {
  const documents = attachments.map((one) => `Document "${one.name}":\n"""\n${one.text}\n"""`);
  return [...documents, text].filter((part) => part !== "").join("\n\n");
}
