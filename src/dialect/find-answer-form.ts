import type { ChatMessage } from "../core/chat-model.ts";
import { JinjaError } from "../jinja/jinja-error.ts";
import { type AnswerForm, type Marks, type Pattern, thinkMarks } from "./answer-form.ts";
import { findCallForm } from "./find-call-form.ts";
import { findKnownForm } from "./known-forms.ts";
import { sharedBeginning, toSegments } from "./segments.ts";
import { conversationOf, type Habits, probeCalls, probeTools, question, type Render } from "./study-template.ts";
import { toTemplateMessages, toTemplateTools } from "./template-messages.ts";

const thought = "probe thought";
const said = "probe answer";

/** Marks of reasoning that templates name without showing where: the most telling first. */
const knownReasoning: readonly Marks[] = [
  thinkMarks,
  { open: "[THINK]", close: "[/THINK]" },
  { open: "<seed:think>", close: "</seed:think>" },
  { open: "<mm:think>", close: "</mm:think>" },
  { open: "<|START_THINKING|>", close: "<|END_THINKING|>" },
  { open: "<|begin_of_thought|>", close: "<|end_of_thought|>" },
  { open: "<|think|>", close: "<|end|>" },
  { open: "<|inner_prefix|>", close: "<|inner_suffix|>" },
  { open: "Here are my reasoning steps:", close: "[BEGIN FINAL RESPONSE]" },
];

/** Finds how the model writes reasoning, text and calls: by what its template makes of answers that hold them. */
export function findAnswerForm(source: string, render: Render, habits: Habits): AnswerForm {
  let isSpent = false;
  const renderMessages = (messages: readonly ChatMessage[], withTools: boolean): string | undefined => {
    // A template that costs too much once is not tried again.
    if (isSpent) return undefined;
    const values = toTemplateMessages(messages, habits.form);
    try {
      return render({ messages: values, tools: withTools ? toTemplateTools(probeTools) : undefined });
    } catch (error) {
      isSpent = error instanceof JinjaError && error.type === "budget";
      // A template may refuse a conversation that nobody has: then it shows nothing.
      return undefined;
    }
  };
  const known = findKnownForm(source);
  if (["<|channel|>", "<|message|>", "<|start|>", "analysis"].every((mark) => source.includes(mark)))
    return { layout: "channels", reasoning: undefined, text: undefined, calls: undefined };
  const prompt = renderMessages([question], false);
  const header = prompt === undefined ? undefined : findHeader(prompt, render, habits);
  const reasoning = findReasoning(source, renderMessages, header?.[0]);
  const text = prompt === undefined ? undefined : findTextMarks(prompt, renderMessages, reasoning);
  const calls = findCallForm(renderMessages, reasoning);
  return { layout: "plain", reasoning, text, calls, header, ...known };
}

/** The mark that a template puts before an answer. */
function findHeader(prompt: string, render: Render, { form }: Habits): Pattern | undefined {
  try {
    const unasked = render({ messages: toTemplateMessages([question], form) }, { add_generation_prompt: false });
    const header = prompt.startsWith(unasked) ? prompt.slice(unasked.length).trim() : "";
    return isTag(toSegments(header)[0]) ? [header] : undefined;
  } catch {
    return undefined;
  }
}

type RenderMessages = (messages: readonly ChatMessage[], withTools: boolean) => string | undefined;

function findReasoning(source: string, render: RenderMessages, header = ""): Marks | undefined {
  const known = knownReasoning.find(
    ({ open, close }) => source.includes(open) && (source.includes(close) || open === thinkMarks.open),
  );
  if (known !== undefined) return known;
  const shown =
    render(conversationOf(probeCalls.slice(0, 1), { reasoning: thought }), true) ??
    render([question, { role: "assistant", content: said, reasoning: thought }], false);
  const at = shown?.indexOf(thought) ?? -1;
  if (shown === undefined || at < 0) return undefined;
  const before = shown.slice(0, at);
  const behind = before.slice(header === "" ? 0 : before.lastIndexOf(header) + header.length);
  // A header that begins the reasoning too leaves nothing behind it.
  const open = lastMarks(before.includes(header) && behind.trim() !== "" ? behind : before);
  const close = firstMarks(shown.slice(at + thought.length), open);
  return open === "" || close === "" ? undefined : { open, close };
}

/** The tags, and words between them, that stand right before a text. */
function lastMarks(before: string): string {
  const segments = toSegments(before.trimEnd());
  let start = segments.length - 1;
  while (start > 0 && isTag(segments[start - 1]) !== isTag(segments[start])) start--;
  // Two tags side by side are the end of something else, and the beginning of this.
  while (start < segments.length && !isTag(segments[start])) start++;
  return segments.slice(start).join("");
}

/** As many marks behind a text as stand before it. */
function firstMarks(after: string, open: string): string {
  let tags = toSegments(open).filter(isTag).length;
  const marks: string[] = [];
  for (const segment of toSegments(after.trimStart())) {
    if (tags === 0) break;
    if (isTag(segment)) tags--;
    marks.push(segment);
  }
  return marks.join("");
}

function isTag(segment: string | undefined): boolean {
  return segment !== undefined && /^[<[].*[>\]]$/s.test(segment);
}

/** Marks around the text, where a template sets it apart from reasoning and calls. */
function findTextMarks(prompt: string, render: RenderMessages, reasoning: Marks | undefined): Marks | undefined {
  const shown = render([question, { role: "assistant", content: said }], false);
  const at = shown?.lastIndexOf(said) ?? -1;
  if (shown === undefined || at < 0) return undefined;
  const before = shown.slice(0, at);
  let open = before.slice(sharedBeginning(before, prompt).length);
  if (reasoning !== undefined)
    open = open.slice(
      Math.max(0, open.lastIndexOf(reasoning.close) + reasoning.close.length * Number(open.includes(reasoning.close))),
    );
  open = open.trim();
  if (!isTag(toSegments(open)[0])) return undefined;
  const close = firstMarks(shown.slice(at + said.length), open);
  return isTag(toSegments(close)[0]) ? { open, close } : undefined;
}
