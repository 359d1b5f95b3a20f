import type { Budget } from "./budget.ts";
import { failed } from "./jinja-error.ts";
import { stripText } from "./strip-text.ts";
import { type Arguments, isTrue, type Value } from "./value.ts";

interface Replacement {
  readonly from: string;
  readonly to: string;
  readonly most?: number | undefined;
}

export function replaceText(text: string, { from, to, most = -1 }: Replacement, budget: Budget): string {
  budget.text(text.length);
  const parts = from === "" ? ["", ...text, ""] : text.split(from);
  const kept = most < 0 || most >= parts.length - 1 ? parts : [...parts.slice(0, most), parts.slice(most).join(from)];
  budget.text(text.length + kept.length * to.length);
  return kept.join(to);
}

export function splitText(text: string, args: Arguments, budget: Budget): Value {
  budget.text(text.length);
  const mark = args.text(0, "sep");
  const most = args.integer(1, "maxsplit") ?? -1;
  if (mark === "") throw failed("empty separator");
  if (mark !== undefined) {
    const parts = text.split(mark);
    budget.spend(parts.length);
    return most < 0 || parts.length <= most ? parts : [...parts.slice(0, most), parts.slice(most).join(mark)];
  }
  const parts: string[] = [];
  let rest = stripText(text, "start");
  while (rest !== "") {
    const end = most >= 0 && parts.length >= most ? -1 : rest.search(/\s/u);
    parts.push(end < 0 ? (most >= 0 ? rest : stripText(rest, "end")) : rest.slice(0, end));
    if (end < 0) break;
    rest = stripText(rest.slice(end), "start");
    budget.spend();
  }
  return parts;
}

export function splitFromEnd(text: string, args: Arguments, budget: Budget): Value {
  const mark = args.text(0, "sep");
  const most = args.integer(1, "maxsplit") ?? -1;
  if (mark === undefined || mark === "" || most < 0) return splitText(text, args, budget);
  budget.text(text.length);
  const parts = text.split(mark);
  const joined = parts.length - most;
  return joined <= 1 ? parts : [parts.slice(0, joined).join(mark), ...parts.slice(joined)];
}

/** Line ends as Python knows them, but for three separators of old files. */
const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/gu;

export function splitLines(text: string, args: Arguments, budget: Budget): Value {
  budget.text(text.length);
  const keepEnds = isTrue(args.get(0, "keepends"));
  const lines: string[] = [];
  let start = 0;
  for (const { 0: end, index } of text.matchAll(lineEnd)) {
    lines.push(text.slice(start, keepEnds ? index + end.length : index));
    start = index + end.length;
  }
  if (start < text.length) lines.push(text.slice(start));
  budget.spend(lines.length);
  return lines;
}
