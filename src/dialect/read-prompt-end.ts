import { type AnswerForm, type Marks, thinkMarks } from "./answer-form.ts";

export interface ReadingOptions {
  /** Ends a reasoning that the prompt begins, for answers that must not begin with one. */
  readonly skipThinking?: boolean | undefined;
}

/** How an answer is to be read, as far as its prompt says. */
export interface PromptReading {
  readonly form: AnswerForm;
  readonly thinking: "none" | "possible" | "open";
  /** Part of the answer that the prompt has already written. */
  readonly begun: string | undefined;
  /** The prompt, with what a skipped reasoning adds. */
  readonly continued: string;
}

/** Reads off a prompt's end where its answer begins: inside of reasoning, in a part of its own, or in plain text. */
export function readPromptEnd(
  rendered: string,
  {
    answers,
    thinks,
    skipThinking = false,
  }: ReadingOptions & { readonly answers: AnswerForm; readonly thinks: boolean },
): PromptReading {
  if (answers.layout === "channels") {
    // Each part says itself what it is; an answer that must not reason begins with another part.
    return { form: answers, thinking: skipThinking ? "none" : "possible", begun: undefined, continued: rendered };
  }
  const marks = answers.reasoning ?? (thinks ? thinkMarks : undefined);
  const begun = findBegun(rendered, answers);
  if (marks === undefined) return { form: answers, thinking: "none", begun, continued: rendered };
  const open = rendered.trimEnd().endsWith(marks.open.trim());
  if (skipThinking)
    return { form: answers, thinking: "none", begun, continued: open ? closeThinking(rendered, marks) : rendered };
  return { form: answers, thinking: open ? "open" : "possible", begun, continued: rendered };
}

function closeThinking(rendered: string, marks: Marks): string {
  return `${rendered}\n${marks.close.trim()}\n\n`;
}

/** The beginning of a call, where the prompt ends with one, as that of functionary does. */
function findBegun(rendered: string, { calls }: AnswerForm): string | undefined {
  const open = calls?.open.trim() ?? "";
  return open !== "" && rendered.endsWith(open) ? open : undefined;
}
