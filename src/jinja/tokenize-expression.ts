import { JinjaError } from "./jinja-error.ts";
import type { Token } from "./token.ts";

const blank = /\s*/y;
/** Which kind of token begins here; the first that matches. */
const patterns: readonly { type: Token["type"]; pattern: RegExp; clean?: (value: string) => string }[] = [
  { type: "name", pattern: /[\p{L}_][\p{L}\p{N}_]*/uy },
  {
    type: "float",
    pattern: /\d[\d_]*(?:\.\d[\d_]*(?:[eE][+-]?\d+)?|[eE][+-]?\d+)/y,
    clean: (value) => value.replaceAll("_", ""),
  },
  {
    type: "integer",
    pattern: /0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*/y,
    clean: (value) => value.replaceAll("_", ""),
  },
  {
    type: "text",
    pattern: /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"/y,
    clean: (value) => unescapeText(value.slice(1, -1)),
  },
  { type: "operator", pattern: /\*\*|\/\/|==|!=|<=|>=|[-+*/%~<>=.:,|()[\]{};]/y },
];
const brackets: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

export interface ExpressionPlace {
  readonly at: number;
  /** The tag's end; not looked for inside of brackets. */
  readonly close: "}}" | "%}";
  /** Takes the tokens. */
  readonly tokens: Token[];
  readonly lineOf: (at: number) => number;
}

/** Cuts the inside of one tag into tokens; says where the tag ends and whether a `-` or `+` stands there. */
export function tokenizeExpression(
  source: string,
  { at: begin, close, tokens, lineOf }: ExpressionPlace,
): { readonly end: number; readonly mark: string | undefined } {
  const open: string[] = [];
  let at = begin;

  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function takeToken(): Omit<Token, "line"> | undefined {
    for (const { type, pattern, clean } of patterns) {
      const value = take(pattern);
      if (value !== undefined) return { type, value: clean?.(value) ?? value };
    }
    return undefined;
  }

  function balance(mark: string): void {
    const end = brackets[mark];
    if (end !== undefined) open.push(end);
    else if (")]}".includes(mark) && open.pop() !== mark)
      throw new JinjaError("syntax", `unexpected "${mark}"`, lineOf(at));
  }

  for (;;) {
    take(blank);
    if (at >= source.length) throw new JinjaError("syntax", `"${close}" is missing`, lineOf(at));
    if (open.length === 0) {
      const mark = source.charAt(at);
      const isMarked = (mark === "-" || mark === "+") && source.startsWith(close, at + 1);
      if (isMarked || source.startsWith(close, at)) {
        const end = at + close.length + (isMarked ? 1 : 0);
        return { end, mark: isMarked ? mark : undefined };
      }
    }
    const found = takeToken();
    if (found === undefined) throw new JinjaError("syntax", `unexpected "${source.charAt(at)}"`, lineOf(at));
    if (found.type === "operator") balance(found.value);
    tokens.push({ ...found, line: lineOf(at - 1) });
  }
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  a: "\x07",
  v: "\v",
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

function unescapeText(raw: string): string {
  return raw.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (whole, x?: string, u?: string, long?: string, octal?: string, one?: string) => {
      const hex = x ?? u ?? long;
      if (hex !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      return escapes[one ?? ""] ?? whole;
    },
  );
}
