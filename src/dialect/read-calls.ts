import type { CallForm } from "./answer-form.ts";
import type { AnswerInput, Step } from "./answer-input.ts";
import type { Tools } from "./call-context.ts";
import { readJsonCalls } from "./read-json-call.ts";
import { readNamedCall } from "./read-named-call.ts";

/** Reads the calls that stand here in one form; false, and nothing read, when there is none. */
export function* readCalls(input: AnswerInput, form: CallForm, tools: Tools): Step<boolean> {
  const start = input.mark();
  const { section } = form;
  const inSection = section !== undefined && (yield* input.takeMarks(section.open));
  let count = 0;
  for (;;) {
    if (inSection && section.close !== "" && (yield* input.takeMarks(section.close))) break;
    if (!(yield* readCall(input, form, { tools, inSection }))) break;
    count++;
    if (!inSection) break;
    yield* input.skipBlanks();
    yield* input.take(",");
  }
  if (count === 0) input.return(start);
  else input.commit();
  return count > 0;
}

function* readCall(
  input: AnswerInput,
  form: CallForm,
  { tools, inSection }: { readonly tools: Tools; readonly inSection: boolean },
): Step<boolean> {
  const start = input.mark();
  const { open, close, body } = form;
  if (!(yield* takeOpening(input, open, inSection))) return false;
  const isRead =
    body.type === "json"
      ? yield* readJsonCalls(input, { tools, nameIsKey: body.name === undefined })
      : yield* readNamedCall(input, form, tools);
  if (!isRead) {
    // Only where nothing was given away.
    input.return(start);
    return false;
  }
  yield* takeClosing(input, close);
  return true;
}

/** The marks before a call; models leave out the outer ones of several. Inside of a section, an id may stand before them. */
function* takeOpening(input: AnswerInput, open: string, inSection: boolean): Step<boolean> {
  if (yield* input.takeMarks(open)) return true;
  const inner = innerMark(open);
  if (inner !== undefined && (yield* input.takeMarks(inner))) return true;
  if (!inSection || open.trim() === "") return false;
  const mark = open.trim();
  while (!input.ended && !input.rest.includes(mark) && input.rest.length < 200) yield;
  const at = input.rest.indexOf(mark);
  if (at < 0 || at > 200) return false;
  input.skip(at + mark.length);
  return true;
}

/** The last of several marks, where it can stand alone. */
export function innerMark(open: string): string | undefined {
  const parts = open.trim().split(/\s+/);
  const last = parts.at(-1);
  return parts.length > 1 && last !== undefined && /^<\S{4,}/.test(last) ? last : undefined;
}

/** The marks behind a call, as far as they are there. */
function* takeClosing(input: AnswerInput, close: string): Step {
  for (const mark of close.trim().split(/\s+/)) if (mark !== "") yield* input.takeMarks(mark);
}
