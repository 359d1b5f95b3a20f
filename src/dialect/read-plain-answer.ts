import { type AnswerForm, type CallForm, type Marks, thinkMarks } from "./answer-form.ts";
import type { AnswerInput, Step } from "./answer-input.ts";
import type { AnswerReaderOptions } from "./answer-reader-options.ts";
import { type Tools, takePattern } from "./call-context.ts";
import { bareCall, fencedCall, listForms, startMarks } from "./call-forms.ts";
import { readCalls } from "./read-calls.ts";

/** Reads an answer of text: reasoning first, then text and calls. */
export function* readPlainAnswer(
  input: AnswerInput,
  { form, thinking, tools: definitions, calls }: AnswerReaderOptions,
): Step {
  const tools: Tools = new Map(definitions.map((tool) => [tool.name, tool]));
  const forms = tools.size === 0 ? [] : listForms(form.calls);
  const marks = form.reasoning ?? thinkMarks;
  const own = form.calls === undefined || tools.size === 0 ? undefined : form.calls;
  let afterMark = thinking !== "none" && (yield* readReasoning(input, { marks, thinking, own, tools }));
  if (form.recipient !== undefined) afterMark = (yield* takePattern(input, form.recipient)) || afterMark;
  if (calls === "forced" && tools.size > 0) {
    if (yield* readForced(input, forms, tools)) return yield* readRest(input, true);
  } else if (calls === "any" && tools.size > 0) afterMark = (yield* readBare(input, tools, afterMark)) || afterMark;
  while (yield* input.more()) {
    if (afterMark && (yield* readPartBeginning(input, form, { marks, thinking: "possible", own, tools }))) continue;
    afterMark = yield* readTextAndCalls(input, { forms, tools, form, afterMark });
  }
}

interface ReasoningPlace {
  readonly marks: Marks;
  readonly thinking: "possible" | "open";
  /** The family's form of calls, where there are tools. */
  readonly own: CallForm | undefined;
  readonly tools: Tools;
}

/** Reads reasoning where an answer begins with it; true when there was some. */
function* readReasoning(input: AnswerInput, { marks, thinking, own, tools }: ReasoningPlace): Step<boolean> {
  const [open, close] = [marks.open.trim(), marks.close.trim()];
  const start = input.mark();
  if (thinking === "possible") {
    yield* input.skipBlanks();
    // Models that were told not to reason may close what they never opened.
    if (yield* input.take(close)) return true;
    if (!(yield* input.take(open))) {
      input.return(start);
      return false;
    }
  }
  input.reasoning = true;
  const callMarks = own === undefined ? [] : startMarks(own);
  for (;;) {
    const found = yield* input.readTo([close, ...callMarks], (text) => input.emit("reasoning", text));
    if (found === undefined || found === close) break;
    // A model may go on to its calls without an end of its thoughts; it may also just speak of them.
    input.return(input.mark() - found.length);
    if (own !== undefined && (yield* readCalls(input, own, tools))) break;
    input.skip(found.length);
    input.emit("reasoning", found);
  }
  input.reasoning = false;
  input.commit();
  return true;
}

/** Reads what begins a further part, and the reasoning of one that holds it; true when there was something. */
function* readPartBeginning(
  input: AnswerInput,
  { header, recipient }: AnswerForm,
  reasoning: ReasoningPlace,
): Step<boolean> {
  yield* input.skipBlanks();
  const isBegun = header !== undefined && (yield* takePattern(input, header));
  if (recipient === undefined) return isBegun;
  return (yield* readReasoning(input, reasoning)) || (yield* takePattern(input, recipient)) || isBegun;
}

/** An answer that is a call as a whole, in the family's form or as bare JSON. */
function* readForced(input: AnswerInput, forms: readonly CallForm[], tools: Tools): Step<boolean> {
  for (const form of [...forms, bareCall]) if (yield* readCalls(input, form, tools)) return true;
  if (input.rest !== "") input.breakCall();
  return false;
}

function* readBareCall(input: AnswerInput, tools: Tools): Step<boolean> {
  if (input.rest.startsWith("{")) return yield* readCalls(input, bareCall, tools);
  return input.rest.startsWith("`") && (yield* readCalls(input, fencedCall, tools));
}

/** Calls as bare JSON at the beginning of an answer, one behind the other. */
function* readBare(input: AnswerInput, tools: Tools, afterMark: boolean): Step<boolean> {
  let count = 0;
  for (;;) {
    const start = input.mark();
    yield* input.skipBlanks();
    if (count > 0 && (yield* input.take(";"))) yield* input.skipBlanks();
    const isCall = yield* readBareCall(input, tools);
    if (!isCall) {
      if (!afterMark && count === 0) input.return(start);
      return count > 0;
    }
    count++;
  }
}

/** Text that a finished call leaves: blanks are none. */
function* readRest(input: AnswerInput, afterMark: boolean): Step {
  if (afterMark) yield* input.skipBlanks();
  yield* input.readTo([], (text) => input.emit("text", text));
}

interface TextPlace {
  readonly forms: readonly CallForm[];
  readonly tools: Tools;
  readonly form: AnswerForm;
  /** Blank text that follows reasoning or a call separates, and is no text. */
  readonly afterMark: boolean;
}

/** Reads text up to a mark, and the calls that it announces; true when a call or another mark ended the text. */
function* readTextAndCalls(
  input: AnswerInput,
  { forms, tools, form: { text, reasoning, recipient }, afterMark }: TextPlace,
): Step<boolean> {
  const callMarks = [...new Set(forms.flatMap(startMarks))];
  const partEnd = recipient === undefined ? undefined : reasoning?.close;
  const textMarks = [text?.open, text?.close, partEnd].map((mark) => mark?.trim()).filter((mark) => !!mark) as string[];
  if (afterMark) yield* input.skipBlanks();
  let blanks = "";
  const give = (more: string) => {
    const whole = blanks + more;
    // Blank text before a call is held back with it: alone it would be an answer of nothing.
    const end = callMarks.length > 0 ? whole.trimEnd().length : whole.length;
    blanks = whole.slice(end);
    input.emit("text", whole.slice(0, end));
  };
  const found = yield* input.readTo([...callMarks, ...textMarks], give);
  if (found === undefined) {
    input.emit("text", blanks);
    return false;
  }
  if (textMarks.includes(found)) return true;
  const behind = input.mark();
  input.return(behind - found.length);
  for (const one of forms) if (startMarks(one).includes(found) && (yield* readCalls(input, one, tools))) return true;
  input.breakCall();
  input.skip(found.length);
  input.emit("text", blanks + found);
  return false;
}
