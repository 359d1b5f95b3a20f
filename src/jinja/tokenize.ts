import { JinjaError } from "./jinja-error.ts";
import type { Token } from "./token.ts";
import { tokenizeExpression } from "./tokenize-expression.ts";

const opening = /\{(?:%|\{|#)([-+]?)/g;
const commentEnd = /(-|\+)?#\}/g;
const rawBegin = /\s*raw\s*(-)?%\}/y;
const rawEnd = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g;
const blankLine = /^[^\S\n]*$/;

/**
 * Cuts a template into tokens, by the rules of Jinja2 with `trim_blocks` and `lstrip_blocks`: the line end after a tag
 * and the blanks before one that begins its line are no data, nor is the last line end of the template.
 */
export function tokenize(template: string): readonly Token[] {
  const source = template.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const tokens: Token[] = [];
  let at = 0;
  /** Whether `at` stands at the beginning of a line. */
  let lineStart = true;
  const lineOf = createLineCounter(source);

  function pushData(end: number, mark: string, strips: boolean): void {
    let data = source.slice(at, end);
    if (mark === "-") data = data.trimEnd();
    else if (mark !== "+" && strips) {
      const line = data.lastIndexOf("\n") + 1;
      if ((line > 0 || lineStart) && blankLine.test(data.slice(line))) data = data.slice(0, line);
    }
    if (data !== "") tokens.push({ type: "data", value: data, line: lineOf(at) });
  }

  /** Moves on behind a tag, and over what its end swallows. */
  function moveTo(end: number, mark: string | undefined, isPrint = false): void {
    at = end;
    if (mark === "-") while (at < source.length && source.charAt(at).trim() === "") at++;
    else if (!isPrint && mark !== "+" && source[at] === "\n") at++;
    lineStart = source[at - 1] === "\n";
  }

  function find(pattern: RegExp, from: number, missing: string): RegExpExecArray {
    pattern.lastIndex = from;
    const match = pattern.exec(source);
    if (match === null) throw new JinjaError("syntax", `${missing} is missing`, lineOf(from));
    return match;
  }

  function takeRaw(begin: RegExpExecArray): void {
    moveTo(begin.index + begin[0].length, begin[1] ?? "+");
    const end = find(rawEnd, at, "the end of a raw block");
    pushData(end.index, end[1] ?? "", true);
    moveTo(end.index + end[0].length, end[2]);
  }

  for (;;) {
    opening.lastIndex = at;
    const match = opening.exec(source);
    if (match === null) break;
    const kind = source.charAt(match.index + 1);
    pushData(match.index, match[1] ?? "", kind !== "{");
    const inner = match.index + match[0].length;
    rawBegin.lastIndex = inner;
    const raw = kind === "%" ? rawBegin.exec(source) : null;
    if (raw !== null) takeRaw(raw);
    else if (kind === "#") {
      const end = find(commentEnd, inner, "the end of a comment");
      moveTo(end.index + end[0].length, end[1]);
    } else {
      const isPrint = kind === "{";
      tokens.push({ type: isPrint ? "print-begin" : "tag-begin", value: "", line: lineOf(match.index) });
      const { end, mark } = tokenizeExpression(source, { at: inner, close: isPrint ? "}}" : "%}", tokens, lineOf });
      tokens.push({ type: isPrint ? "print-end" : "tag-end", value: "", line: lineOf(end - 1) });
      moveTo(end, mark, isPrint);
    }
  }
  if (at < source.length) tokens.push({ type: "data", value: source.slice(at), line: lineOf(at) });
  return tokens;
}

/** Lines are asked for in the order of the text. */
function createLineCounter(source: string): (at: number) => number {
  let line = 1;
  let counted = 0;
  return (at) => {
    for (; counted < at; counted++) if (source.charCodeAt(counted) === 10) line++;
    return line;
  };
}
