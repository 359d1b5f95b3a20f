import type { AnswerInput, Step } from "./answer-input.ts";
import type { Tools } from "./call-context.ts";
import { copyJson, readJsonText } from "./copy-json.ts";

const nameKeys: readonly string[] = ["name", "tool_name"];
const argumentKeys: readonly string[] = ["arguments", "parameters", "args"];

export interface JsonCallOptions {
  readonly tools: Tools;
  /** The tool's name is itself the entry of its arguments. */
  readonly nameIsKey: boolean;
}

/** Reads one call, or a list of them; false when no call of one of the tools stands here. */
export function* readJsonCalls(input: AnswerInput, options: JsonCallOptions): Step<boolean> {
  yield* input.skipBlanks();
  if (!(yield* input.take("["))) return yield* readJsonCall(input, options);
  let count = 0;
  for (;;) {
    yield* input.skipBlanks();
    if (yield* input.take("]")) return count > 0;
    if (!(yield* readJsonCall(input, options))) return count > 0;
    count++;
    yield* input.skipBlanks();
    yield* input.take(",");
  }
}

/** State of a call while its entries are read. */
interface Draft {
  name: string | undefined;
  /** Where arguments stand that came before the name. */
  earlyArguments: number | undefined;
  state: "unbegun" | "whole" | "cut";
}

function* readJsonCall(input: AnswerInput, options: JsonCallOptions): Step<boolean> {
  const draft: Draft = { name: undefined, earlyArguments: undefined, state: "unbegun" };
  const isRead = yield* readEntries(input, draft, options);
  if (draft.state === "cut") return true;
  if (draft.state === "whole") {
    // Entries behind the arguments, and the last brace: an id, a type.
    input.endCall(isRead);
    return true;
  }
  const known = draft.name !== undefined && options.tools.has(draft.name);
  if (!known || draft.name === undefined || (!isRead && !input.ended)) return false;
  if (draft.earlyArguments !== undefined) return yield* readEarlyArguments(input, draft.name, draft.earlyArguments);
  // What an end has cut is part of the call, and no text.
  if (!isRead) input.skip(input.rest.length);
  input.beginCall(draft.name);
  if (isRead) input.emit("call-arguments", "{}");
  input.endCall(isRead);
  return true;
}

function* readEarlyArguments(input: AnswerInput, name: string, place: number): Step<boolean> {
  const end = input.mark();
  input.return(place);
  let text = "";
  yield* copyJson(input, (more) => {
    text += more;
  });
  input.return(end);
  input.beginCall(name);
  input.emit("call-arguments", text);
  input.endCall(true);
  return true;
}

/** Reads the entries of a call's object; false where they break off. */
function* readEntries(input: AnswerInput, draft: Draft, options: JsonCallOptions): Step<boolean> {
  yield* input.skipBlanks();
  if (!(yield* input.take("{"))) return false;
  for (;;) {
    yield* input.skipBlanks();
    if (yield* input.take("}")) return true;
    const key = yield* readJsonText(input);
    if (key === undefined) return false;
    yield* input.skipBlanks();
    if (!(yield* input.take(":"))) return false;
    yield* input.skipBlanks();
    if (!(yield* readEntry(input, key, { draft, options }))) return false;
    yield* input.skipBlanks();
    yield* input.take(",");
  }
}

function* readEntry(
  input: AnswerInput,
  key: string,
  { draft, options }: { readonly draft: Draft; readonly options: JsonCallOptions },
): Step<boolean> {
  const isOpen = draft.state === "unbegun";
  if (isOpen && (nameKeys.includes(key) || key === "function") && input.rest.startsWith('"')) {
    const name = yield* readCallName(input, options.tools);
    draft.name ??= name;
    return name !== undefined && options.tools.has(name);
  }
  if (isOpen && key === "function" && input.rest.startsWith("{")) return yield* readEntries(input, draft, options);
  if (isOpen && options.nameIsKey && options.tools.has(key)) {
    draft.name = key;
    return yield* readArguments(input, draft);
  }
  if (isOpen && argumentKeys.includes(key)) {
    if (draft.name !== undefined) return yield* readArguments(input, draft);
    draft.earlyArguments = input.mark();
    if (!input.rest.startsWith("{")) return false;
  }
  return yield* skipValue(input);
}

/** A name that the answer's end cuts counts where only one tool's name begins so. */
function* readCallName(input: AnswerInput, tools: Tools): Step<string | undefined> {
  const text = yield* readJsonText(input);
  if (text !== undefined || !input.cut) return text;
  const begun = input.rest.slice(1);
  const candidates = [...tools.keys()].filter((name) => begun !== "" && name.startsWith(begun));
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** Arguments are an object, or the text of one; they are given away as they come. */
function* readArguments(input: AnswerInput, draft: Draft): Step<boolean> {
  const { name = "" } = draft;
  if (yield* input.take("null")) {
    input.beginCall(name);
    input.emit("call-arguments", "{}");
    draft.state = "whole";
    return true;
  }
  if (input.rest.startsWith('"')) return yield* readTextArguments(input, draft);
  if (!(yield* beginsObject(input))) return false;
  input.beginCall(name);
  const copied = yield* copyJson(input, (text) => input.emit("call-arguments", text));
  if (copied === "whole") {
    draft.state = "whole";
    return true;
  }
  draft.state = "cut";
  input.endCall(false);
  return false;
}

function* readTextArguments(input: AnswerInput, draft: Draft): Step<boolean> {
  const text = yield* readJsonText(input);
  if (text === undefined) return false;
  const parsed = parseObject(text.trim() === "" ? "{}" : text);
  if (parsed === undefined) return false;
  input.beginCall(draft.name ?? "");
  input.emit("call-arguments", parsed);
  draft.state = "whole";
  return true;
}

/** A brace, and behind it a quote or the end. */
export function* beginsObject(input: AnswerInput): Step<boolean> {
  for (;;) {
    if (/^\{\s*["}]/.test(input.rest)) return true;
    if (!/^(?:\{\s*)?$/.test(input.rest)) return false;
    if (input.ended) return input.rest !== "";
    yield;
  }
}

function parseObject(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? JSON.stringify(value) : undefined;
  } catch {
    return undefined;
  }
}

function* skipValue(input: AnswerInput): Step<boolean> {
  if (!(yield* input.more())) return false;
  if (/^[{[]/.test(input.rest)) return (yield* copyJson(input, () => {})) === "whole";
  if (input.rest.startsWith('"')) return (yield* readJsonText(input)) !== undefined;
  for (;;) {
    const word = /^[\w.+-]+/.exec(input.rest)?.[0] ?? "";
    if (word.length < input.rest.length || input.ended) {
      input.skip(word.length);
      return word !== "";
    }
    yield;
  }
}
