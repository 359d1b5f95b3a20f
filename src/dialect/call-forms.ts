import { type CallForm, describedCalls } from "./answer-form.ts";
import { innerMark } from "./read-calls.ts";

const json = { type: "json", name: "name", arguments: "arguments", list: false, wrapped: false } as const;
const alone = { section: undefined, close: "", separator: "", body: json } as const;

/** Forms that models write whatever their template says: they saw them in training, or in a prompt. */
const commonForms: readonly CallForm[] = [
  describedCalls,
  { ...alone, open: "[TOOL_CALLS]" },
  { ...alone, open: "<|tool_call|>", close: "<|/tool_call|>" },
  { ...alone, open: "functools" },
  { ...alone, open: "<|python_tag|>" },
];

/** A call that nothing announces: the answer itself is one. */
export const bareCall: CallForm = { ...alone, open: "" };

/** The same inside of a fence, as small models write what they think of as code. */
export const fencedCall: CallForm = { ...alone, open: "```json", close: "```" };

/** The forms in which calls are looked for, the family's own first. */
export function listForms(own: CallForm | undefined): readonly CallForm[] {
  return own === undefined || startMarks(own).length === 0 ? commonForms : [own, ...commonForms];
}

/** The texts that a call, or the section of several, begins with. */
export function startMarks({ section, open }: CallForm): readonly string[] {
  const marks = [section?.open.trim(), outerMark(open), innerMark(open)];
  return [...new Set(marks.filter((mark) => mark !== undefined && isTelling(mark)))] as readonly string[];
}

function outerMark(open: string): string | undefined {
  return open.trim().split(/\s+/)[0];
}

/** Whether a text is more than a word or a brace that any answer may hold. */
function isTelling(mark: string): boolean {
  return /[<[>|\u{ff5c}]/u.test(mark) ? mark.length > 1 : mark === "functools" || mark === "Action:";
}
