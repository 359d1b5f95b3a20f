import type { z } from "zod";
import { nearNames } from "../../lib/near-names.ts";
import type { FileProblem } from "./file-problem.ts";
import { toFileError } from "./file-problem.ts";
import type { JsonDocument } from "./parse-json.ts";

type Path = (string | number)[];
type LocatedProblem = FileProblem & { readonly offset: number };

/**
 * Checks a document against a schema.
 *
 * Schemas state rules: a message of theirs is what the value must be, such as "an http or https address".
 * @throws AssayError `invalid-file` with every problem: line, column, key path, what must be and what is there
 */
export function checkJson<Schema extends z.ZodType>(document: JsonDocument, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(document.value);
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, [], document));
  throw toFileError(
    document.file,
    problems.sort((a, b) => a.offset - b.offset),
  );
}

function problemsOf(issue: z.core.$ZodIssue, parents: Path, document: JsonDocument): LocatedProblem[] {
  const path = [...parents, ...issue.path.map((key) => (typeof key === "number" ? key : String(key)))];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) =>
      document.problemAt([...path, key], unknownKey(key, issue.message.split(" ")), "key"),
    );
  if (issue.code === "invalid_key") {
    const [cause] = issue.issues;
    return [document.problemAt(path, `must be ${cause?.message ?? "a valid key"}`, "key")];
  }
  if (issue.code === "invalid_union") {
    const branch = meantBranch(issue.errors);
    if (branch !== undefined) return branch.flatMap((inner) => problemsOf(inner, path, document));
  }
  return [document.problemAt(path, `must be ${rule(issue)}: ${current(valueAt(document.value, path), path)}`)];
}

function unknownKey(key: string, known: readonly string[]): string {
  const [nearest] = nearNames(key, known, 1);
  const listed = `must be one of ${known.filter((name) => !name.startsWith("$")).join(", ")}`;
  return nearest === undefined ? `is no known key: it ${listed}` : `is no known key: did you mean "${nearest}"?`;
}

// A string where a string or an object may stand fails one branch at its root, the other somewhere inside:
// the branch that is of the value's own type is the one that was meant.
function meantBranch(branches: readonly (readonly z.core.$ZodIssue[])[]) {
  const inside = branches.filter((issues) => !issues.some((issue) => isOfOtherType(issue)));
  return inside.length === 1 ? inside[0] : undefined;
}

function isOfOtherType(issue: z.core.$ZodIssue): boolean {
  return issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
};

function rule(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPE_NAMES[issue.expected] ?? issue.expected;
    case "too_small":
      if (issue.origin === "string" || issue.origin === "array") return "not empty";
      return `${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`;
    case "too_big": {
      const unit = issue.origin === "string" ? " characters" : issue.origin === "array" ? " items" : "";
      return `${issue.inclusive ? "at most" : "less than"} ${issue.maximum}${unit}`;
    }
    case "invalid_value":
      return issue.values.length === 1
        ? JSON.stringify(issue.values[0])
        : `one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "invalid_union":
      return [...new Set(issue.errors.flatMap((issues) => issues.slice(0, 1).map(rule)))].join(" or ");
    default:
      return issue.message;
  }
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

function current(value: unknown, path: Path): string {
  if (value === undefined) return "it is missing";
  if (value !== null && typeof value === "object")
    return `current value is ${Array.isArray(value) ? "a list" : "an object"}`;
  const text = JSON.stringify(value);
  // Someone may have pasted a key where its variable's name belongs, or a password into an address.
  if (/key/i.test(String(path.at(-1))) || /:\/\/[^/]*@/.test(text))
    return "current value may be secret and is not shown";
  return `current value is ${text.length > 60 ? `${text.slice(0, 57)}...` : text}`;
}
