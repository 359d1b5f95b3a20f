import { JinjaError } from "./jinja-error.ts";
import { nested, parseExpression, parseTuple } from "./parse-expression.ts";
import { parseFilter } from "./parse-primary.ts";
import type { Body, Expression, FilterCall, Parameter, Statement, Target } from "./syntax.ts";
import { TokenReader } from "./token-reader.ts";
import { tokenize } from "./tokenize.ts";

/** Reads a template; JinjaError `syntax` says what is wrong, and in which line. */
export function parseTemplate(source: string): Body {
  const reader = new TokenReader(tokenize(source));
  const body = parseBody(reader, []);
  if (!reader.done) throw reader.unexpected("the end");
  return body;
}

/** Reads statements up to a tag of one of the names, whose name is read too. */
function parseBody(reader: TokenReader, ends: readonly string[]): Body {
  const body: Statement[] = [];
  while (!reader.done) {
    const { type, value, line } = reader.take();
    if (type === "data") body.push({ type: "data", text: value });
    else if (type === "print-begin") {
      body.push({ type: "print", value: parseTuple(reader) });
      reader.require("print-end");
    } else {
      if (ends.includes(reader.current.value)) return body;
      const statement = parseStatement(reader, line);
      if (statement !== undefined) body.push(statement);
    }
  }
  if (ends.length > 0) throw new JinjaError("syntax", `the template ends where ${ends.join(" or ")} is expected`);
  return body;
}

/** Reads a body, and the tag that ends it. */
function parseBlock(reader: TokenReader, end: string): Body {
  reader.require("tag-end");
  const body = parseBody(reader, [end]);
  reader.take();
  reader.skip("name");
  reader.require("tag-end");
  return body;
}

function parseStatement(reader: TokenReader, line: number): Statement {
  const keyword = reader.require("name").value;
  switch (keyword) {
    case "if":
      return parseIf(reader);
    case "for":
      return parseFor(reader);
    case "set":
      return parseSet(reader);
    case "macro":
      return {
        type: "macro",
        name: reader.require("name").value,
        parameters: parseParameters(reader),
        body: parseBlock(reader, "endmacro"),
      };
    case "call": {
      const parameters = reader.is("operator", "(") ? parseParameters(reader) : [];
      return { type: "call-block", parameters, call: parseExpression(reader), body: parseBlock(reader, "endcall") };
    }
    case "filter": {
      const filters = [parseFilter(reader, undefined, nested), ...parseFilterChain(reader)];
      return { type: "filter-block", filters, body: parseBlock(reader, "endfilter") };
    }
    case "with":
      return { type: "with", values: parseWith(reader), body: parseBlock(reader, "endwith") };
    case "generation":
      return { type: "group", body: parseBlock(reader, "endgeneration") };
    case "break":
    case "continue":
      reader.require("tag-end");
      return { type: keyword };
    default:
      throw new JinjaError("syntax", `unknown tag "${keyword}"`, line);
  }
}

function parseIf(reader: TokenReader): Statement {
  const branches: { condition: Expression; body: Body }[] = [];
  let otherwise: Body = [];
  for (let keyword = "if"; keyword !== "endif"; keyword = reader.take().value) {
    const condition = keyword === "else" ? undefined : parseTuple(reader, { choice: false });
    reader.require("tag-end");
    const body = parseBody(reader, condition === undefined ? ["endif"] : ["elif", "else", "endif"]);
    if (condition === undefined) otherwise = body;
    else branches.push({ condition, body });
  }
  reader.require("tag-end");
  return { type: "if", branches, otherwise };
}

function parseFor(reader: TokenReader): Statement {
  const target = parseTarget(reader);
  reader.require("name", "in");
  const iterable = parseTuple(reader, { choice: false });
  const condition = reader.skip("name", "if") ? parseExpression(reader) : undefined;
  const recursive = reader.skip("name", "recursive");
  reader.require("tag-end");
  const body = parseBody(reader, ["endfor", "else"]);
  let otherwise: Body = [];
  if (reader.take().value === "else") otherwise = parseBlock(reader, "endfor");
  else reader.require("tag-end");
  return { type: "for", target, iterable, condition, recursive, body, otherwise };
}

function parseSet(reader: TokenReader): Statement {
  const target = parseTarget(reader);
  if (reader.skipMark("=")) {
    const value = parseTuple(reader);
    reader.require("tag-end");
    return { type: "set", target, value };
  }
  const filters = parseFilterChain(reader);
  return { type: "set-block", target, filters, body: parseBlock(reader, "endset") };
}

function parseFilterChain(reader: TokenReader): FilterCall[] {
  const filters: FilterCall[] = [];
  while (reader.skipMark("|")) filters.push(parseFilter(reader, undefined, nested));
  return filters;
}

function parseWith(reader: TokenReader): (readonly [Target, Expression])[] {
  const values: (readonly [Target, Expression])[] = [];
  while (!reader.is("tag-end")) {
    if (values.length > 0) reader.require("operator", ",");
    const target = parseTarget(reader);
    reader.require("operator", "=");
    values.push([target, parseExpression(reader)]);
  }
  return values;
}

/** One name, an attribute of one, or several with commas between them. */
function parseTarget(reader: TokenReader): Target {
  const targets = [parseOneTarget(reader)];
  let isTuple = false;
  while (reader.skipMark(",")) {
    isTuple = true;
    if (reader.is("name") && reader.current.value !== "in") targets.push(parseOneTarget(reader));
  }
  const [first] = targets;
  return isTuple || first === undefined ? { type: "tuple", targets } : first;
}

function parseOneTarget(reader: TokenReader): Target {
  if (reader.skipMark("(")) {
    const target = parseTarget(reader);
    reader.require("operator", ")");
    return target;
  }
  const { value: name, line } = reader.require("name");
  if (!reader.skipMark(".")) return { type: "name", name };
  return { type: "attribute", object: name, name: reader.require("name").value, line };
}

function parseParameters(reader: TokenReader): readonly Parameter[] {
  const parameters: Parameter[] = [];
  reader.require("operator", "(");
  while (!reader.skipMark(")")) {
    const name = reader.require("name").value;
    parameters.push({ name, standard: reader.skipMark("=") ? parseExpression(reader) : undefined });
    if (!reader.is("operator", ")")) reader.require("operator", ",");
  }
  return parameters;
}
