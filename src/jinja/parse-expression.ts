import { type NestedParser, parseFilters, parsePostfix, parsePrimary } from "./parse-primary.ts";
import type { BinaryOperator, ComparisonOperator, Expression } from "./syntax.ts";
import type { TokenReader } from "./token-reader.ts";

/** Reads an expression; one that may not be a choice is what a loop goes over, before its `if`. */
export function parseExpression(reader: TokenReader, options: { readonly choice?: boolean } = {}): Expression {
  return options.choice === false ? parseOr(reader) : parseChoice(reader);
}

/** Reads expressions with commas between them as one tuple, and a single one as itself. */
export function parseTuple(reader: TokenReader, options: { readonly choice?: boolean } = {}): Expression {
  const first = parseExpression(reader, options);
  if (!reader.is("operator", ",")) return first;
  const items = [first];
  while (reader.skipMark(",") && !endsTuple(reader)) items.push(parseExpression(reader, options));
  return { type: "tuple", items };
}

function endsTuple(reader: TokenReader): boolean {
  return reader.is("tag-end") || reader.is("print-end") || reader.is("operator", ")") || reader.is("operator", "=");
}

function parseChoice(reader: TokenReader): Expression {
  let then = parseOr(reader);
  while (reader.skip("name", "if")) {
    const condition = parseOr(reader);
    const otherwise = reader.skip("name", "else") ? parseChoice(reader) : undefined;
    then = { type: "choice", condition, then, otherwise };
  }
  return then;
}

function parseOr(reader: TokenReader): Expression {
  let left = parseAnd(reader);
  while (reader.skip("name", "or")) left = { type: "logic", operator: "or", left, right: parseAnd(reader) };
  return left;
}

function parseAnd(reader: TokenReader): Expression {
  let left = parseNot(reader);
  while (reader.skip("name", "and")) left = { type: "logic", operator: "and", left, right: parseNot(reader) };
  return left;
}

function parseNot(reader: TokenReader): Expression {
  const { line } = reader.current;
  if (reader.skip("name", "not")) return { type: "unary", operator: "not", value: parseNot(reader), line };
  return parseCompare(reader);
}

const comparisons: readonly string[] = ["==", "!=", "<", "<=", ">", ">="];

function parseCompare(reader: TokenReader): Expression {
  const { line } = reader.current;
  const first = parseSum(reader);
  const rest: { operator: ComparisonOperator; value: Expression }[] = [];
  for (;;) {
    const operator = takeComparison(reader);
    if (operator === undefined) break;
    rest.push({ operator, value: parseSum(reader) });
  }
  return rest.length === 0 ? first : { type: "compare", first, rest, line };
}

function takeComparison(reader: TokenReader): ComparisonOperator | undefined {
  const { type, value } = reader.current;
  if (type === "operator" && comparisons.includes(value)) return reader.take().value as ComparisonOperator;
  if (reader.skip("name", "in")) return "in";
  if (!reader.is("name", "not") || reader.next.value !== "in") return undefined;
  reader.take();
  reader.take();
  return "not in";
}

const parseProduct = binaryLevel(["*", "/", "//", "%"], () => parsePower);
const parseJoin = binaryLevel(["~"], () => parseProduct);
const parseSum = binaryLevel(["+", "-"], () => parseJoin);
const parsePower = binaryLevel(["**"], () => parseUnary);

/** Operators of one rank, from left to right. */
function binaryLevel(operators: readonly BinaryOperator[], inner: () => (reader: TokenReader) => Expression) {
  return (reader: TokenReader): Expression => {
    let left = inner()(reader);
    for (;;) {
      const { type, value, line } = reader.current;
      const operator = operators.find((one) => one === value);
      if (type !== "operator" || operator === undefined) return left;
      reader.take();
      left = { type: "binary", operator, left, right: inner()(reader), line };
    }
  };
}

/** Reads a bracketed expression from the top again. */
export const nested: NestedParser = { expression: parseChoice, tuple: parseTuple };

function parseUnary(reader: TokenReader): Expression {
  return parseFilters(reader, parseSigned(reader), nested);
}

function parseSigned(reader: TokenReader): Expression {
  const { line } = reader.current;
  for (const operator of ["-", "+"] as const)
    if (reader.skipMark(operator)) return { type: "unary", operator, value: parseSigned(reader), line };
  return parsePostfix(reader, parsePrimary(reader, nested), nested);
}
