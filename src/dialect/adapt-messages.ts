import type { Warning } from "../core/warning.ts";
import { describeArguments } from "./describe-arguments.ts";
import type { Prompt, TemplateValue } from "./template-messages.ts";

export interface AdaptedMessages {
  readonly messages: readonly TemplateValue[];
  readonly warnings: readonly Warning[];
}

/** A change that some strict templates want. */
interface Adaptation {
  readonly apply: (messages: readonly TemplateValue[]) => readonly TemplateValue[];
  /** Absent: nothing that a caller need know. */
  readonly told?: string;
}

const adaptations: readonly Adaptation[] = [
  {
    apply: mergeSystem,
    told: "The model's template takes no system message: it was put in front of the first user message.",
  },
  { apply: joinThoughts },
  { apply: dropEmptyAnswers },
  {
    apply: mergeTurns,
    told: "The model's template wants turns to alternate: messages of one role that follow each other were joined.",
  },
];

/** A prompt as it is, then with changes to its messages, then with descriptions of all arguments, which some templates join. */
export function* adaptPrompt({ messages, tools }: Prompt): Generator<AdaptedMessages & Prompt> {
  for (const adapted of adaptMessages(messages)) yield { ...adapted, tools };
  if (tools !== undefined) yield { messages, warnings: [], tools: tools.map(describeArguments) };
}

/** The messages as they are, then with each change alone, then with one more after the other. */
function* adaptMessages(messages: readonly TemplateValue[]): Generator<AdaptedMessages> {
  yield { messages, warnings: [] };
  const useful = adaptations.filter(({ apply }) => apply(messages) !== messages);
  for (const adaptation of useful) yield adapt(messages, [adaptation]);
  for (let count = 2; count <= adaptations.length; count++) yield adapt(messages, adaptations.slice(0, count));
  yield adapt(messages, adaptations.slice(1));
}

function adapt(messages: readonly TemplateValue[], chosen: readonly Adaptation[]): AdaptedMessages {
  const warnings: Warning[] = [];
  let adapted = messages;
  for (const { apply, told } of chosen) {
    const next = apply(adapted);
    if (next !== adapted && told !== undefined) warnings.push({ code: "notice", message: told });
    adapted = next;
  }
  return { messages: adapted, warnings };
}

function mergeSystem(messages: readonly TemplateValue[]): readonly TemplateValue[] {
  const [first, second, ...others] = messages;
  if (first?.role !== "system" || second?.role !== "user") return messages;
  return [{ ...second, content: joinContent(first.content, second.content) }, ...others];
}

/** One text before a call, where a template takes thoughts or words but not both. */
function joinThoughts(messages: readonly TemplateValue[]): readonly TemplateValue[] {
  const hasBoth = (message: TemplateValue) =>
    message.tool_calls !== undefined && !isEmpty(message.content) && reasoningKeys(message).length > 0;
  if (!messages.some(hasBoth)) return messages;
  return messages.map((message) => {
    if (!hasBoth(message)) return message;
    const joined = reasoningKeys(message).map((key) => [key, joinContent(message[key], message.content)] as const);
    return { ...message, ...Object.fromEntries(joined), content: "" };
  });
}

function reasoningKeys(message: TemplateValue): readonly string[] {
  return ["reasoning_content", "thinking", "reasoning"].filter((key) => typeof message[key] === "string");
}

/** Answers that held nothing, as a stop or thoughts alone leave them. */
function dropEmptyAnswers(messages: readonly TemplateValue[]): readonly TemplateValue[] {
  const kept = messages.filter(
    ({ role, content, tool_calls: calls }) => role !== "assistant" || calls !== undefined || !isEmpty(content),
  );
  return kept.length === messages.length ? messages : kept;
}

function mergeTurns(messages: readonly TemplateValue[]): readonly TemplateValue[] {
  const merged: TemplateValue[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last === undefined || last.role !== message.role || message.role === "tool" || last.tool_calls !== undefined)
      merged.push(message);
    else merged[merged.length - 1] = { ...last, ...message, content: joinContent(last.content, message.content) };
  }
  return merged.length === messages.length ? messages : merged;
}

function isEmpty(content: unknown): boolean {
  return content === "" || (Array.isArray(content) && content.every((part) => part.text === ""));
}

function joinContent(first: unknown, second: unknown): unknown {
  if (Array.isArray(first) && Array.isArray(second)) return [...first, ...second];
  return `${String(first)}\n\n${String(second)}`;
}
