import { ALL, type CodePointRange, complementOf } from "./code-points.ts";
import { EMPTY, type PatternNode } from "./pattern-node.ts";
import { createPatternReader, type PatternReader, UnknownSyntax } from "./pattern-reader.ts";
import { readClass, readEscape } from "./read-characters.ts";

export interface ParsedPattern {
  readonly node: PatternNode;
  /** False where the expression holds what is not regular (looking ahead, back references ...): then more texts fit the node. */
  readonly exact: boolean;
}

/** Nested groups are parsed by calls that nest. */
const MOST_DEPTH = 50;

/**
 * Parses a regular expression of JavaScript.
 *
 * @returns undefined for an expression that JavaScript does not have, or with syntax that is not known here
 */
export function parsePattern(source: string): ParsedPattern | undefined {
  if (!isExpression(source)) return undefined;
  const reader = createPatternReader(source);
  try {
    const node = readChoice(reader, 0);
    return reader.done ? { node, exact: reader.exact } : undefined;
  } catch (error) {
    if (error instanceof UnknownSyntax) return undefined;
    throw error;
  }
}

function isExpression(source: string): boolean {
  try {
    new RegExp(source, "u");
    return true;
  } catch {
    // Without `u` JavaScript takes needless backslashes, which people write.
  }
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

function readChoice(reader: PatternReader, depth: number): PatternNode {
  if (depth > MOST_DEPTH) throw new UnknownSyntax();
  const options = [readSequence(reader, depth)];
  while (reader.take("|")) options.push(readSequence(reader, depth));
  const [only] = options;
  return options.length === 1 && only !== undefined ? only : { type: "choice", options };
}

function readSequence(reader: PatternReader, depth: number): PatternNode {
  const parts: PatternNode[] = [];
  while (!reader.done && !reader.sees("|") && !reader.sees(")")) {
    const part = readPart(reader, depth);
    parts.push(readQuantifier(reader, part));
  }
  return { type: "sequence", parts };
}

function readPart(reader: PatternReader, depth: number): PatternNode {
  if (reader.take("(")) return readGroup(reader, depth);
  if (reader.take("^")) return { type: "edge", at: "start" };
  if (reader.take("$")) return { type: "edge", at: "end" };
  if (reader.take(".")) return toSet(complementOf(LINE_ENDS));
  if (reader.take("[")) return toSet(readClass(reader));
  if (reader.take("\\")) return readEscaped(reader);
  const codePoint = reader.next();
  return toSet([[codePoint, codePoint]]);
}

const LINE_ENDS: readonly CodePointRange[] = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];

function readGroup(reader: PatternReader, depth: number): PatternNode {
  const looksAround = ["?=", "?!", "?<=", "?<!"].some((mark) => reader.take(mark));
  if (!looksAround && !reader.take("?:") && reader.take("?<")) while (!reader.take(">")) reader.next();
  if (reader.sees("?")) throw new UnknownSyntax();
  const inner = readChoice(reader, depth + 1);
  if (!reader.take(")")) throw new UnknownSyntax();
  if (!looksAround) return inner;
  reader.loosen();
  return EMPTY;
}

function readEscaped(reader: PatternReader): PatternNode {
  if (reader.take("b") || reader.take("B")) {
    reader.loosen();
    return EMPTY;
  }
  if (reader.takeMatch(/^(?:k<[^>]*>|[1-9]\d*)/) !== undefined) {
    reader.loosen();
    return { type: "repeat", part: toSet(ALL), least: 0 };
  }
  return toSet(readEscape(reader));
}

function readQuantifier(reader: PatternReader, part: PatternNode): PatternNode {
  const [least, most] = readBounds(reader);
  if (least === undefined) return part;
  // Few or many: the texts are the same.
  reader.take("?");
  return { type: "repeat", part, least, most };
}

function readBounds(reader: PatternReader): readonly [least?: number, most?: number] {
  if (reader.take("*")) return [0];
  if (reader.take("+")) return [1];
  if (reader.take("?")) return [0, 1];
  const braces = reader.takeMatch(/^\{(\d{1,9})(,?)(\d{0,9})\}/);
  if (braces === undefined) return [];
  const [, from, comma, to] = braces;
  const least = Number(from);
  if (comma === "") return [least, least];
  return to === "" ? [least] : [least, Number(to)];
}

function toSet(ranges: readonly CodePointRange[]): PatternNode {
  return { type: "set", ranges };
}
