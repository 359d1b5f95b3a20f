import type { ChatMessage } from "../core/chat-model.ts";
import type { ArgumentTags, CallBody, CallForm, Marks, Pattern } from "./answer-form.ts";
import { findJsonEnd } from "./json-end.ts";
import { sharedBeginning, sharedEnd } from "./segments.ts";
import { conversationOf, probeCalls, question } from "./study-template.ts";

type RenderMessages = (messages: readonly ChatMessage[], withTools: boolean) => string | undefined;

/** A rendering of calls, cut where they are. */
interface Shown {
  /** From the assistant's turn up to the first name. */
  readonly before: string;
  /** From the end of the first call's last value to the second's name; undefined where a turn takes one call only. */
  readonly between: string | undefined;
  /** From the end of the last call's last value on. */
  readonly after: string;
  /** From the first name to its last value. */
  readonly first: string;
  /** The same of the last call. */
  readonly last: string;
  /** From the assistant's turn on. */
  readonly turn: string;
}

/** Reads off a template how calls are written: what stands around names, arguments and the calls themselves. */
export function findCallForm(render: RenderMessages, reasoning: Marks | undefined): CallForm | undefined {
  const prompt = render([question], true);
  if (prompt === undefined) return undefined;
  const shown = show(render, prompt, 2) ?? show(render, prompt, 1);
  if (shown === undefined) return undefined;
  const form = findJsonForm(shown, reasoning) ?? findNamedForm(shown, reasoning);
  if (form?.body.type !== "tags") return form;
  const nestedItem = findNestedItem(render, form.body.argument);
  return { ...form, body: { ...form.body, argument: { ...form.body.argument, nestedItem } } };
}

/** The tag around each item of a list, where a template writes lists and objects as tags rather than as JSON. */
function findNestedItem(render: RenderMessages, { open, afterKey }: ArgumentTags): string | undefined {
  const call = { id: "call_first", name: probeCalls[0].name, argumentsJson: '{"quartz": {"amber": ["text one"]}}' };
  const text = render(conversationOf([call]), true) ?? "";
  const value = text.slice(0, text.indexOf("text one")).split(`${open}amber${afterKey[0]}`).at(-1);
  if (value === text || value === undefined || !value.startsWith(open)) return undefined;
  const end = value.indexOf(afterKey[0] ?? "", open.length);
  return end < 0 ? undefined : value.slice(open.length, end);
}

function show(render: RenderMessages, prompt: string, count: 1 | 2): Shown | undefined {
  const text = render(conversationOf(probeCalls.slice(0, count)), true);
  if (text === undefined) return undefined;
  const turn = text.slice(sharedBeginning(text, prompt).length);
  const [one, two] = probeCalls;
  const firstAt = turn.indexOf(one.name);
  const firstEnd = endOfValue(turn, "271828", firstAt);
  if (firstAt < 0 || firstEnd < 0) return undefined;
  const before = turn.slice(0, firstAt);
  const first = turn.slice(firstAt, firstEnd);
  if (count === 1) return { turn, before, first, last: first, between: undefined, after: turn.slice(firstEnd) };
  const secondAt = turn.indexOf(two.name, firstEnd);
  const secondEnd = endOfValue(turn, "314159", secondAt);
  if (secondAt < 0 || secondEnd < 0) return undefined;
  return {
    turn,
    before,
    first,
    last: turn.slice(secondAt, secondEnd),
    between: turn.slice(firstEnd, secondAt),
    after: turn.slice(secondEnd),
  };
}

function endOfValue(text: string, value: string, from: number): number {
  const at = from < 0 ? -1 : text.indexOf(value, from);
  return at < 0 ? -1 : at + value.length;
}

/** Calls that are JSON as a whole, name included. */
function findJsonForm(shown: Shown, reasoning: Marks | undefined): CallForm | undefined {
  const { turn, before } = shown;
  for (let at = 0; at < before.length; at++) {
    if (turn[at] !== "{" && turn[at] !== "[") continue;
    const end = findJsonEnd(turn.slice(at));
    if (end === undefined) continue;
    const value = parse(turn.slice(at, at + end));
    const list = Array.isArray(value);
    const names = findNames(list ? value[0] : value);
    if (names === undefined) continue;
    const rest = turn.slice(at + end);
    const start = afterReasoning(before.slice(0, at), reasoning);
    const body: CallBody = { type: "json", list, ...names };
    if (list) return { section: undefined, open: start, close: closingMarks(rest, start), separator: ", ", body };
    const second = rest.indexOf("{");
    const between = shown.between === undefined || second < 0 ? undefined : rest.slice(0, second);
    const after = between === undefined ? rest : rest.slice(second + (findJsonEnd(rest.slice(second)) ?? 0));
    return { ...splitMarks({ before: start, between, after }), body };
  }
  return undefined;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Under which keys a call holds its name and arguments. */
function findNames(call: unknown): { name: string | undefined; arguments: string; wrapped: boolean } | undefined {
  if (typeof call !== "object" || call === null) return undefined;
  const entries = Object.entries(call);
  const inner = entries.find(([key, value]) => key === "function" && typeof value === "object");
  if (inner !== undefined) {
    const found = findNames(inner[1]);
    return found === undefined ? undefined : { ...found, wrapped: true };
  }
  const holds = (value: unknown) => typeof value === "object" && value !== null && "quartz" in value;
  const name = entries.find(([, value]) => value === probeCalls[0].name)?.[0];
  const given = entries.find(([, value]) => holds(value) || (typeof value === "string" && holds(parse(value))))?.[0];
  if (given === undefined || (name === undefined && given !== probeCalls[0].name)) return undefined;
  return { name, arguments: name === undefined ? "" : given, wrapped: false };
}

/** Calls whose name stands outside of JSON. */
function findNamedForm(shown: Shown, reasoning: Marks | undefined): CallForm | undefined {
  const { first, last } = shown;
  const before = afterReasoning(shown.before, reasoning);
  const [name, otherName] = [probeCalls[0].name, probeCalls[1].name];
  const keyAt = first.indexOf("quartz");
  const valueAt = first.indexOf("text one");
  if (keyAt < 0 || valueAt < keyAt) return undefined;
  const jsonAt = first.lastIndexOf("{", keyAt);
  const isJson = jsonAt >= 0 && /^\{\s*"$/.test(first.slice(jsonAt, keyAt));
  if (isJson) {
    const otherJson = last.lastIndexOf("{", last.indexOf("quartz"));
    const afterName = toPattern(first.slice(name.length, jsonAt), last.slice(otherName.length, otherJson));
    // The closing brace of the arguments belongs to them.
    const drop = (text: string) => text.replace(/^\s*\}/, "");
    const marks = splitMarks({
      before,
      between: shown.between === undefined ? undefined : drop(shown.between),
      after: drop(shown.after),
    });
    return { ...marks, body: { type: "named-json", afterName } };
  }
  const afterName = first.slice(name.length, keyAt);
  const quote = /^(<[^<>]+>)$/.exec(first.slice(keyAt + "quartz:".length, valueAt))?.[1];
  if (afterName === "{" && quote !== undefined)
    return {
      ...splitMarks({ ...shown, before, between: dropOne(shown.between, "}"), after: dropOne(shown.after, "}") ?? "" }),
      body: { type: "quoted-marks", quote },
    };
  if (afterName === "(" && first.charAt(keyAt + "quartz".length) === "=")
    return {
      ...splitMarks({ ...shown, before, between: dropOne(shown.between, ")"), after: dropOne(shown.after, ")") ?? "" }),
      body: { type: "python" },
    };
  return findTags(shown, before);
}

function dropOne(text: string | undefined, mark: string): string | undefined {
  return text?.startsWith(mark) ? text.slice(mark.length) : text;
}

/** Arguments that stand between tags: what is around the first value and around the second tells the tags. */
function findTags(shown: Shown, before: string): CallForm | undefined {
  const { first, last } = shown;
  const valueAt = first.indexOf("text one");
  const valueEnd = valueAt + "text one".length;
  const secondKey = first.indexOf("xylem", valueEnd);
  const secondValue = first.lastIndexOf("271828");
  if (secondKey < 0 || secondValue < secondKey) return undefined;
  const keyAt = first.indexOf("quartz");
  const header = first.slice(probeCalls[0].name.length, keyAt);
  const step = first.slice(valueEnd, secondKey);
  const tail = shown.after;
  // What opens an argument stands before both keys, what closes one after both values.
  const open = sharedEnd(header, step);
  const closeFirst = step.slice(0, step.length - open.length);
  const close = toPattern(closeFirst, closeFirst.replace("quartz", "xylem"));
  const closeSecond = closeFirst.replace("quartz", "xylem");
  const argument: ArgumentTags = {
    open,
    afterKey: toPattern(
      first.slice(keyAt + "quartz".length, valueAt),
      first.slice(secondKey + "xylem".length, secondValue),
    ),
    close: close.length === 1 ? [trimSeparator(close[0] ?? "", tail)] : close,
  };
  const otherHeader = last.slice(probeCalls[1].name.length, last.indexOf("quartz"));
  const afterName = toPattern(
    header.slice(0, header.length - open.length),
    otherHeader.slice(0, otherHeader.length - open.length),
  );
  const dropClose = (text: string) => {
    const mark = close.length === 1 ? (argument.close[0] ?? "") : closeSecond;
    return text.startsWith(mark) ? text.slice(mark.length) : text.slice(sharedBeginning(text, mark).length);
  };
  const marks = splitMarks({
    before,
    between: shown.between === undefined ? undefined : dropClose(shown.between),
    after: dropClose(tail),
  });
  return { ...marks, body: { type: "tags", afterName, argument } };
}

/** What closes the first argument may hold what parts it from the second, which does not follow the last. */
function trimSeparator(close: string, tail: string): string {
  return tail.startsWith(close) ? close : sharedBeginning(close, tail) || close.trimEnd();
}

/** Two texts as one pattern: equal, or with a gap where they differ. */
function toPattern(first: string, second: string): Pattern {
  // Ids count up from the same letters, but a model may write any others.
  const [one, other] = [first.replace(/call0000\d/, "\u0001"), second.replace(/call0000\d/, "\u0002")];
  if (one === other) return [one];
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return [one.slice(0, start), end === 0 ? "" : one.slice(-end)];
}

function splitMarks({
  before,
  between,
  after,
}: {
  readonly before: string;
  readonly between: string | undefined;
  readonly after: string;
}): Pick<CallForm, "section" | "open" | "close" | "separator"> {
  if (between === undefined)
    return { section: undefined, open: before, close: closingMarks(after, before), separator: "" };
  const open = sharedEnd(before, between).trimStart();
  const rest = between.slice(0, between.length - open.length);
  const close = sharedBeginning(rest, after).trimEnd();
  const sectionOpen = before.slice(0, before.length - open.length);
  const section =
    sectionOpen.trim() === ""
      ? undefined
      : { open: sectionOpen.trimStart(), close: closingMarks(after.slice(close.length), sectionOpen) };
  return { section, open, close, separator: rest.slice(close.length) };
}

/** As many marks as opened, at most; without marks there is nothing to close. */
function closingMarks(after: string, open: string): string {
  const tags = open.match(/<[^<>]*>|\[[A-Z_]{3,}\]/g) ?? [];
  const name = /[A-Za-z_]{4,}/.exec(tags.at(-1) ?? "")?.[0];
  if (name === undefined) return "";
  const closing = after.match(/^\s*(?:\](?!<\])\s*)?((?:\]<\][^<>[\]]*\[>\[)?<[^<>]*>|\[\/[A-Z_]{3,}\])/);
  const mark = closing?.[1] ?? "";
  // A mark that closes speaks of what was opened; the end of the turn does not.
  const stem = name
    .replace(/(^|_)(begin|start|prefix)(_|$)/i, "")
    .slice(0, 4)
    .toLowerCase();
  return mark.toLowerCase().includes(stem) ? (closing?.[0] ?? "") : "";
}

/** The text behind the marks of reasoning, where a turn begins with such. */
function afterReasoning(text: string, reasoning: Marks | undefined): string {
  const at = reasoning === undefined ? -1 : text.lastIndexOf(reasoning.close);
  return (at < 0 || reasoning === undefined ? text : text.slice(at + reasoning.close.length)).trimStart();
}
