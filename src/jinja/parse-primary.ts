import type { CallArguments, Expression, FilterCall } from "./syntax.ts";
import type { TokenReader } from "./token-reader.ts";
import { toFloat, type Value } from "./value.ts";

/** Reads what stands inside of brackets. */
export interface NestedParser {
  expression(reader: TokenReader): Expression;
  tuple(reader: TokenReader): Expression;
}

const literals: Readonly<Record<string, Value>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
};

export function parsePrimary(reader: TokenReader, nested: NestedParser): Expression {
  const { type, value, line } = reader.take();
  switch (type) {
    case "name":
      return Object.hasOwn(literals, value)
        ? { type: "literal", value: literals[value] }
        : { type: "name", name: value, line };
    case "text": {
      let joined = value;
      while (reader.is("text")) joined += reader.take().value;
      return { type: "literal", value: joined };
    }
    case "integer": {
      const whole = Number(value);
      return { type: "literal", value: Number.isSafeInteger(whole) ? whole : BigInt(value) };
    }
    case "float":
      return { type: "literal", value: toFloat(Number(value)) };
    case "operator":
      if (value === "(") return parseBrackets(reader, nested);
      if (value === "[") return { type: "list", items: parseItems(reader, "]", nested) };
      if (value === "{") return parseDict(reader, nested);
  }
  throw reader.unexpectedToken({ type, value, line }, "an expression");
}

function parseBrackets(reader: TokenReader, nested: NestedParser): Expression {
  if (reader.skipMark(")")) return { type: "tuple", items: [] };
  const inner = nested.tuple(reader);
  reader.require("operator", ")");
  return inner;
}

function parseItems(reader: TokenReader, close: string, nested: NestedParser): readonly Expression[] {
  const items: Expression[] = [];
  while (!reader.skipMark(close)) {
    items.push(nested.expression(reader));
    if (!reader.is("operator", close)) reader.require("operator", ",");
  }
  return items;
}

function parseDict(reader: TokenReader, nested: NestedParser): Expression {
  const entries: [Expression, Expression][] = [];
  while (!reader.skipMark("}")) {
    const key = nested.expression(reader);
    reader.require("operator", ":");
    entries.push([key, nested.expression(reader)]);
    if (!reader.is("operator", "}")) reader.require("operator", ",");
  }
  return { type: "dict", entries };
}

/** Attributes, items and calls. */
export function parsePostfix(reader: TokenReader, first: Expression, nested: NestedParser): Expression {
  let value = first;
  for (;;) {
    const { line } = reader.current;
    if (reader.skipMark(".")) {
      if (reader.is("integer"))
        value = { type: "item", object: value, key: { type: "literal", value: Number(reader.take().value) }, line };
      else value = { type: "attribute", object: value, name: reader.require("name").value, line };
    } else if (reader.skipMark("[")) value = parseSubscript(reader, value, nested);
    else if (reader.is("operator", "("))
      value = { type: "call", callee: value, args: parseArguments(reader, nested), line };
    else return value;
  }
}

function parseSubscript(reader: TokenReader, object: Expression, nested: NestedParser): Expression {
  const { line } = reader.current;
  const parts: (Expression | undefined)[] = [undefined];
  while (!reader.is("operator", "]")) {
    if (reader.skipMark(":")) parts.push(undefined);
    else if (parts.at(-1) === undefined) parts[parts.length - 1] = nested.tuple(reader);
    else throw reader.unexpected("]");
  }
  reader.take();
  const [start, stop, step] = parts;
  if (parts.length > 1) return { type: "slice", object, start, stop, step, line };
  if (start === undefined) throw reader.unexpected("an expression before ]");
  return { type: "item", object, key: start, line };
}

function parseArguments(reader: TokenReader, nested: NestedParser): CallArguments {
  const positional: { value: Expression; spread: boolean }[] = [];
  const named: { name: string | undefined; value: Expression }[] = [];
  reader.require("operator", "(");
  while (!reader.skipMark(")")) {
    if (reader.skipMark("**")) named.push({ name: undefined, value: nested.expression(reader) });
    else if (reader.skipMark("*")) positional.push({ value: nested.expression(reader), spread: true });
    else if (reader.is("name") && reader.next.type === "operator" && reader.next.value === "=") {
      const name = reader.take().value;
      reader.take();
      named.push({ name, value: nested.expression(reader) });
    } else positional.push({ value: nested.expression(reader), spread: false });
    if (!reader.is("operator", ")")) reader.require("operator", ",");
  }
  return { positional, named };
}

const noArguments: CallArguments = { positional: [], named: [] };

/** Filters and tests behind a value, and calls of what they give. */
export function parseFilters(reader: TokenReader, first: Expression, nested: NestedParser): Expression {
  let value = first;
  for (;;) {
    const { line } = reader.current;
    if (reader.skipMark("|")) value = parseFilter(reader, value, nested);
    else if (reader.skip("name", "is")) value = parseTest(reader, value, nested);
    else if (reader.is("operator", "("))
      value = { type: "call", callee: value, args: parseArguments(reader, nested), line };
    else return value;
  }
}

/** A filter's name and arguments; the `|` before it is read. */
export function parseFilter(reader: TokenReader, value: Expression | undefined, nested: NestedParser): FilterCall {
  const { line } = reader.current;
  const name = parseDottedName(reader);
  const args = reader.is("operator", "(") ? parseArguments(reader, nested) : noArguments;
  return { type: "filter", value, name, args, line };
}

/** Words that go on after a test, and so are no argument of it. */
const afterTest: readonly string[] = ["else", "or", "and", "if", "is", "in", "not"];

function parseTest(reader: TokenReader, value: Expression, nested: NestedParser): Expression {
  const { line } = reader.current;
  const negated = reader.skip("name", "not");
  const name = parseDottedName(reader);
  const test: Expression = { type: "test", value, name, args: parseTestArguments(reader, nested), line };
  return negated ? { type: "unary", operator: "not", value: test, line } : test;
}

function parseTestArguments(reader: TokenReader, nested: NestedParser): CallArguments {
  if (reader.is("operator", "(")) return parseArguments(reader, nested);
  const { type, value } = reader.current;
  const begins =
    type === "text" ||
    type === "integer" ||
    type === "float" ||
    (type === "operator" && (value === "[" || value === "{"));
  if (!begins && (type !== "name" || afterTest.includes(value))) return noArguments;
  const argument = parsePostfix(reader, parsePrimary(reader, nested), nested);
  return { positional: [{ value: argument, spread: false }], named: [] };
}

function parseDottedName(reader: TokenReader): string {
  let name = reader.require("name").value;
  while (reader.skipMark(".")) name += `.${reader.require("name").value}`;
  return name;
}
