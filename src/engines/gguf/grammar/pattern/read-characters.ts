import { ALL, type CodePointRange, complementOf } from "./code-points.ts";
import { type PatternReader, UnknownSyntax } from "./pattern-reader.ts";

const DIGITS: readonly CodePointRange[] = [[48, 57]];
const WORD: readonly CodePointRange[] = [...DIGITS, [65, 90], [95, 95], [97, 122]];
/** As ECMA-262 has it. */
const SPACE: readonly CodePointRange[] = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

const KINDS: Readonly<Record<string, readonly CodePointRange[]>> = {
  d: DIGITS,
  D: complementOf(DIGITS),
  w: WORD,
  W: complementOf(WORD),
  s: SPACE,
  S: complementOf(SPACE),
};

const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, v: 11, f: 12, "0": 0 };

/** Reads what stands after a backslash: the characters that fit. */
export function readEscape(reader: PatternReader): readonly CodePointRange[] {
  if (reader.takeMatch(/^[pP]\{[^}]*\}/) !== undefined) {
    // Tables of Unicode are left to the check after the answer.
    reader.loosen();
    return ALL;
  }
  const code = reader.takeMatch(/^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\})/);
  if (code !== undefined) return single(Number.parseInt(code[1] ?? code[2] ?? code[3] ?? "", 16));
  const control = reader.takeMatch(/^c([A-Za-z])/);
  if (control !== undefined) return single((control[1] ?? "").charCodeAt(0) % 32);
  const codePoint = reader.next();
  const letter = String.fromCodePoint(codePoint);
  return KINDS[letter] ?? single(CONTROLS[letter] ?? codePoint);
}

/** Reads a class after its opening bracket. */
export function readClass(reader: PatternReader): readonly CodePointRange[] {
  const negated = reader.take("^");
  const ranges: CodePointRange[] = [];
  let isExact = true;
  while (!reader.take("]")) {
    const from = readMember(reader);
    if (from.length > 1 || !reader.sees("-") || reader.sees("-]")) {
      isExact &&= from !== ALL;
      ranges.push(...from);
      continue;
    }
    reader.take("-");
    const to = readMember(reader);
    const [first] = from[0] ?? [];
    const [last] = to[0] ?? [];
    if (first === undefined || last === undefined) throw new UnknownSyntax();
    // `[\w-.]`, which JavaScript takes where it is lenient, means the three of them.
    if (isSingle(from) && isSingle(to)) ranges.push([first, last]);
    else ranges.push(...from, [45, 45], ...to);
  }
  // What is left out cannot be told where the members are not known.
  if (!isExact) return ALL;
  return negated ? complementOf(ranges) : ranges;
}

function readMember(reader: PatternReader): readonly CodePointRange[] {
  if (!reader.take("\\")) return single(reader.next());
  return reader.take("b") ? single(8) : readEscape(reader);
}

function isSingle([range, ...others]: readonly CodePointRange[]): boolean {
  return range !== undefined && others.length === 0 && range[0] === range[1];
}

function single(codePoint: number): readonly CodePointRange[] {
  return [[codePoint, codePoint]];
}
