import { toGbnfLiteral } from "../gbnf/gbnf-rules.ts";
import { type CodePointRange, holds, without } from "./code-points.ts";

/** Where a text stands: in a JSON string, or as the answer itself. */
export type TextForm = "json" | "plain";

/** Characters that a JSON string writes with a backslash; other control characters are left out of answers. */
const ESCAPES: readonly (readonly [codePoint: number, written: string])[] = [
  [34, '\\"'],
  [92, "\\\\"],
  [8, "\\b"],
  [9, "\\t"],
  [10, "\\n"],
  [12, "\\f"],
  [13, "\\r"],
];

/** Characters that a JSON string does not hold as they are. DEL is allowed there, but nobody means it. */
const ESCAPED: readonly CodePointRange[] = [
  [0, 31],
  [34, 34],
  [92, 92],
  [127, 127],
];

/** Writes one character of a set. */
export function toCharacters(ranges: readonly CodePointRange[], form: TextForm): string {
  if (form === "plain") return toClass(ranges);
  const options = ESCAPES.filter(([codePoint]) => holds(ranges, codePoint)).map(([, written]) =>
    toGbnfLiteral(written),
  );
  const plain = without(ranges, ESCAPED);
  if (plain.length > 0 || options.length === 0) options.unshift(toClass(plain));
  return options.length === 1 ? (options[0] ?? "") : `(${options.join(" | ")})`;
}

/** An empty class fits nothing, which llama.cpp has no notation for: a character that no text holds stands for it. */
function toClass(ranges: readonly CodePointRange[]): string {
  const [first, ...others] = ranges;
  if (first === undefined) return "[\\x00]";
  const isPrintable = first[0] === first[1] && first[0] > 31 && first[0] < 127;
  if (others.length === 0 && isPrintable) return toGbnfLiteral(String.fromCodePoint(first[0]));
  return `[${ranges.map(([from, to]) => (from === to ? toCode(from) : `${toCode(from)}-${toCode(to)}`)).join("")}]`;
}

function toCode(codePoint: number): string {
  const letter = String.fromCodePoint(codePoint);
  if (/[A-Za-z0-9]/.test(letter)) return letter;
  const hex = codePoint.toString(16);
  if (codePoint <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return codePoint <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
