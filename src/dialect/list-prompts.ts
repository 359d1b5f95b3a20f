import type { ChatMessage, ToolDefinition } from "../core/chat-model.ts";
import type { Warning } from "../core/warning.ts";
import type { CallForm } from "./answer-form.ts";
import { arrangeCalls } from "./arrange-calls.ts";
import { describeTools } from "./describe-tools.ts";
import type { Habits } from "./study-template.ts";
import { type Prompt, toTemplateMessages, toTemplateTools } from "./template-messages.ts";

interface Asked {
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ToolDefinition[] | undefined;
}

const toolsDescribed: Warning = {
  code: "notice",
  message: "The model's template does not accept these tools: the system message describes them.",
};

/**
 * Lists the prompts of a conversation to try in turn: a template may know tools and yet fail on the schemas of these.
 *
 * @param calls the family's form of calls
 */
export function* listPrompts(
  { messages, tools = [] }: Asked,
  habits: Habits,
  calls: CallForm | undefined,
): Generator<Prompt & { readonly warnings: readonly Warning[] }> {
  const write = (arranged: readonly ChatMessage[]) => toTemplateMessages(arranged, habits.form);
  const describe = () =>
    write(arrangeCalls(describeTools(messages, tools, habits.showsCalls === "none" ? undefined : calls), habits));
  const usesTools = tools.length > 0 || messages.some(({ role, toolCalls }) => role === "tool" || toolCalls);
  if (usesTools && !habits.showsTools) return yield { messages: describe(), warnings: [] };
  const plain = { messages: write(arrangeCalls(messages, habits, calls)), warnings: [] };
  if (tools.length === 0) return yield plain;
  yield { ...plain, tools: toTemplateTools(tools) };
  yield { messages: describe(), warnings: [toolsDescribed] };
}
