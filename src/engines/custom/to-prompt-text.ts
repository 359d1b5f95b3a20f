import type { ChatMessage } from "../../core/chat-model.ts";

/**
 * Makes one text of a conversation, for modules that know no messages.
 *
 * A single message is its own text. More of them are set apart by blank lines, those of the user and the assistant
 * with their role in front, and the text ends where the assistant's next words belong.
 */
export function toPromptText(messages: readonly ChatMessage[]): string {
  const [only] = messages;
  if (messages.length === 1 && only !== undefined) return only.content;
  return [...messages.map(toParagraph), "Assistant:"].join("\n\n");
}

function toParagraph({ role, content }: ChatMessage): string {
  switch (role) {
    case "system":
      return content;
    case "user":
      return `User: ${content}`;
    case "assistant":
      return `Assistant: ${content}`;
    case "tool":
      return `Tool: ${content}`;
    default:
      return role satisfies never;
  }
}
