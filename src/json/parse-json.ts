import { createScanner, type JSONPath, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { FileProblem } from "./file-problem.ts";
import { toFileError } from "./file-problem.ts";

/** A parsed JSON file that knows where in its text everything stands. */
export interface JsonDocument {
  readonly file: string;
  readonly value: unknown;
  /** Makes a problem at the value behind `path`, or at its key; at the nearest thing around it when there is none. */
  problemAt(path: JSONPath, message: string, at?: "value" | "key"): FileProblem & { readonly offset: number };
}

/** Nothing that people write is nested as deeply; a parser that recurses would run out of stack some way beyond. */
const MAX_DEPTH = 100;

/**
 * Parses JSON as RFC 8259 has it: no comments, no trailing commas, no key twice.
 *
 * @throws AssayError `invalid-file` with line, column and what was expected
 */
export function parseJson(file: string, text: string): JsonDocument {
  const place = createPlace(text);
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined)
    throw toFileError(file, [
      { ...place(tooDeep), keyPath: "", message: `the file must be at most ${MAX_DEPTH} levels deep` },
    ]);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [firstError] = errors;
  if (firstError !== undefined || root === undefined) {
    // After the first syntax error a parser guesses, and what it then says misleads.
    const offset = firstError?.offset ?? 0;
    const message = text.trim() === "" ? "the file is empty" : syntaxMessage(firstError, text);
    throw toFileError(file, [{ ...place(offset), keyPath: "", message }]);
  }
  const badKeys = findBadKeys(root).map(({ node, path, message }) => ({
    ...place(node.offset),
    keyPath: toKeyPath(path),
    message,
  }));
  if (badKeys.length > 0) throw toFileError(file, badKeys);
  let nodes: ReadonlyMap<string, Node> | undefined;
  return {
    file,
    value: JSON.parse(text),
    problemAt(path, message, at = "value") {
      nodes ??= new Map(walk(root, []).map(({ node, path }) => [JSON.stringify(path), node]));
      const node = nearestNode(nodes, root, path);
      const { offset } = (at === "key" && node.parent?.type === "property" && node.parent.children?.[0]) || node;
      return { ...place(offset), offset, keyPath: toKeyPath(path), message };
    },
  };
}

function findTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const offset = scanner.getTokenOffset();
    const token = text.slice(offset, offset + scanner.getTokenLength());
    if (token === "{" || token === "[") depth += 1;
    if (token === "}" || token === "]") depth -= 1;
    if (depth > MAX_DEPTH) return offset;
  }
  return undefined;
}

function createPlace(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0, ...text.matchAll(/\n/g).map(({ index }) => index + 1)];
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

const EXPECTED: Readonly<Record<string, string>> = {
  PropertyNameExpected: "a key in double quotes",
  ValueExpected: "a value",
  ColonExpected: "a colon",
  CommaExpected: "a comma",
  CloseBraceExpected: 'a closing "}"',
  CloseBracketExpected: 'a closing "]"',
  EndOfFileExpected: "the end of the file",
  InvalidCommentToken: "JSON without comments",
  UnexpectedEndOfString: "a closing quote",
  UnexpectedEndOfNumber: "the rest of the number",
  UnexpectedEndOfComment: "JSON without comments",
  InvalidUnicode: "four hexadecimal digits after \\u",
  InvalidEscapeCharacter: 'one of " \\ / b f n r t u after the backslash',
  InvalidCharacter: "no control character inside a string",
};

function syntaxMessage(error: ParseError | undefined, text: string): string {
  const expected = (error && EXPECTED[printParseErrorCode(error.error)]) ?? "a JSON value";
  const found = error && text.slice(error.offset, error.offset + Math.max(1, Math.min(error.length, 20)));
  return found
    ? `${expected} must stand here, not ${JSON.stringify(found)}`
    : `${expected} must stand here, where the file ends`;
}

function* walk(node: Node, path: JSONPath): Generator<{ readonly node: Node; readonly path: JSONPath }> {
  yield { node, path };
  for (const [index, child] of (node.children ?? []).entries()) {
    if (node.type === "array") yield* walk(child, [...path, index]);
    const [key, value] = child.children ?? [];
    if (node.type === "object" && key && value) yield* walk(value, [...path, String(key.value)]);
  }
}

function findBadKeys(root: Node): { node: Node; path: JSONPath; message: string }[] {
  const found: { node: Node; path: JSONPath; message: string }[] = [];
  for (const { node, path } of walk(root, [])) {
    if (node.type !== "object") continue;
    const seen = new Set<string>();
    for (const property of node.children ?? []) {
      const [key] = property.children ?? [];
      if (key === undefined) continue;
      const name = String(key.value);
      const at = { node: key, path: [...path, name] };
      if (seen.has(name)) found.push({ ...at, message: "is there twice; a key must be there once" });
      // Most code that copies objects loses this key in silence.
      if (name === "__proto__") found.push({ ...at, message: "is not possible as a key" });
      seen.add(name);
    }
  }
  return found;
}

function nearestNode(nodes: ReadonlyMap<string, Node>, root: Node, path: JSONPath): Node {
  const node = nodes.get(JSON.stringify(path));
  return node ?? (path.length === 0 ? root : nearestNode(nodes, root, path.slice(0, -1)));
}

/** `["models", "phi", 2]` as `models.phi[2]`; keys that hold a dot or a space stand in quotes. */
function toKeyPath(path: JSONPath): string {
  return path
    .map((key, index) => {
      if (typeof key === "number") return `[${key}]`;
      const shown = /^[\w$:+/-]+$/.test(key) ? key : JSON.stringify(key);
      return index === 0 ? shown : `.${shown}`;
    })
    .join("");
}
