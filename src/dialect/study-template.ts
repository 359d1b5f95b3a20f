import type { ChatMessage, ToolCall, ToolDefinition } from "../core/chat-model.ts";
import { JinjaError } from "../jinja/jinja-error.ts";
import { type MessageForm, type Prompt, plainForm, toTemplateMessages, toTemplateTools } from "./template-messages.ts";

/** Results of a template's trials. */
export interface Habits {
  readonly form: MessageForm;
  /** Whether tools reach the prompt. */
  readonly showsTools: boolean;
  /** Which of an answer's calls reach the prompt. */
  readonly showsCalls: "all" | "first" | "none";
}

export type Render = (prompt: Prompt, variables?: Readonly<Record<string, unknown>>) => string;

export const probeTools: readonly ToolDefinition[] = ["lookup_alpha", "find_it"].map((name) => ({
  name,
  description: "Probes.",
  parameters: {
    type: "object",
    properties: { quartz: { type: "string", description: "One" }, xylem: { type: "integer", description: "Two" } },
  },
}));

export const question: ChatMessage = { role: "user", content: "probe question" };

/**
 * Tries a template on small conversations, since only that shows which form it wants.
 *
 * @throws what the template throws for the plainest of conversations, which is the file's fault
 */
export function studyTemplate(source: string, render: Render): Habits {
  const reasoning = ["reasoning_content", "thinking", "reasoning"].filter((name) =>
    new RegExp(`(\\.|['"])${name}\\b`).test(source),
  );
  const base = { ...plainForm, reasoning };
  const content = findContent(base, render);
  const form = { ...base, content };
  const showsTools = showsProbe(
    { messages: toTemplateMessages([question], form), tools: toTemplateTools(probeTools) },
    render,
  );
  const tools = showsTools ? toTemplateTools(probeTools) : undefined;
  return { showsTools, ...findCallHabits(form, tools, render) };
}

function findContent(form: MessageForm, render: Render): MessageForm["content"] {
  let refusal: unknown;
  for (const content of ["text", "parts"] as const)
    try {
      if (render({ messages: toTemplateMessages([question], { ...form, content }) }).includes(question.content))
        return content;
    } catch (error) {
      refusal ??= error;
      if (isTooMuch(error)) throw error;
    }
  throw refusal ?? new JinjaError("failed", "it leaves out what the user says");
}

function showsProbe(prompt: Prompt, render: Render): boolean {
  const [first] = probeTools;
  try {
    return first !== undefined && render(prompt).includes(first.name);
  } catch (error) {
    if (isTooMuch(error)) throw error;
    return false;
  }
}

/** Calls whose names, entries and values share neither beginning nor end, so that they can be found again. */
export const probeCalls = [
  { id: "call_first", name: "lookup_alpha", argumentsJson: '{"quartz": "text one", "xylem": 271828}' },
  { id: "call_second", name: "find_it", argumentsJson: '{"quartz": "text two", "xylem": 314159}' },
] as const;

/** Tries the forms of calls: the first that shows them, else the first that the template does not refuse. */
function findCallHabits(
  form: MessageForm,
  tools: Prompt["tools"],
  render: Render,
): Pick<Habits, "form" | "showsCalls"> {
  const forms = (["text", "none"] as const).flatMap((callContent) =>
    (["object", "text"] as const).map((callArguments) => ({ ...form, callContent, callArguments })),
  );
  const tried = forms.map((one) => ({ form: one, shows: tryCalls(one, tools, render) }));
  const best = ["all", "first", "none"].flatMap((wanted) => tried.find(({ shows }) => shows === wanted) ?? [])[0];
  return { form: best?.form ?? form, showsCalls: best?.shows ?? "all" };
}

/** Which calls a template shows in a form; undefined where it refuses them. */
function tryCalls(form: MessageForm, tools: Prompt["tools"], render: Render): Habits["showsCalls"] | undefined {
  const [one, two] = [1, 2].map((count) => {
    try {
      const text = render({ messages: toTemplateMessages(conversationOf(probeCalls.slice(0, count)), form), tools });
      // Printed as Python does: the template joins texts.
      return text.includes("{'quartz'") ? undefined : text;
    } catch (error) {
      if (isTooMuch(error)) throw error;
      return undefined;
    }
  });
  if (two?.includes("text one") && two.includes("text two")) return "all";
  if (one?.includes("text one")) return "first";
  return one === undefined && two === undefined ? undefined : "none";
}

/** A question, calls and their results. */
export function conversationOf(calls: readonly ToolCall[], extra: Partial<ChatMessage> = {}): readonly ChatMessage[] {
  return [
    question,
    { role: "assistant", content: "", ...extra, toolCalls: calls },
    ...calls.map(({ id, name }) => ({ role: "tool" as const, content: `result of ${name}`, toolCallId: id })),
  ];
}

function isTooMuch(error: unknown): boolean {
  return error instanceof JinjaError && error.type === "budget";
}
