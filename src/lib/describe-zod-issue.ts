import type * as z from "zod";

/** One thing that is wrong with a value from outside. */
export interface ZodProblem {
  readonly path: readonly (string | number)[];
  readonly issue: z.core.$ZodIssue;
  /** The rule and what is there, such as `must be a number, not "x"`. */
  readonly message: string;
}

/**
 * Words an issue of a value that does not fit its schema: one problem, or those of the branch of a union that was meant.
 *
 * Schemas state rules: a message of their own is what the value must be, such as "an http or https address".
 * @param value the whole that was checked; what may be a secret of it is not shown
 */
export function describeZodIssue(
  issue: z.core.$ZodIssue,
  value: unknown,
  parents: ZodProblem["path"] = [],
): readonly ZodProblem[] {
  const path = [...parents, ...issue.path.map((key) => (typeof key === "number" ? key : String(key)))];
  const branch = issue.code === "invalid_union" && !isOwn(issue.message) ? meantBranch(issue.errors) : undefined;
  if (branch !== undefined) return branch.flatMap((inner) => describeZodIssue(inner, value, path));
  return [{ path, issue, message: word(ruleOf(issue), valueAt(value, path), path) }];
}

/** Tells a rule that a schema words itself: zod's own messages all begin with one of these words. */
function isOwn(message: string): boolean {
  return !/^(Invalid|Too|Unrecognized)\b/.test(message);
}

// A string where a string or an object may stand fails one branch at its root, the other somewhere inside:
// the branch that is of the value's own type is the one that was meant.
function meantBranch(branches: readonly (readonly z.core.$ZodIssue[])[]) {
  const meant = branches.filter((issues) => !issues.some(isOfOtherType));
  return meant.length === 1 ? meant[0] : undefined;
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
  undefined: "absent",
};

function ruleOf(issue: z.core.$ZodIssue): string {
  if (isOwn(issue.message)) return issue.message;
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
      return oneOf(issue.values);
    case "invalid_union":
      if (issue.discriminator !== undefined && "options" in issue) return oneOf(issue.options as unknown[]);
      return [...new Set(issue.errors.flatMap((issues) => issues.slice(0, 1).map(ruleOf)))].join(" or ");
    default:
      return issue.message;
  }
}

function oneOf(values: readonly unknown[]): string {
  const shown = values.map((value) => JSON.stringify(value)).join(", ");
  return values.length === 1 ? shown : `one of ${shown}`;
}

function valueAt(value: unknown, path: ZodProblem["path"]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

function word(rule: string, value: unknown, path: ZodProblem["path"]): string {
  if (value === undefined) return `must be ${rule}; it is missing`;
  if (value !== null && typeof value === "object")
    return `must be ${rule}, not ${Array.isArray(value) ? "a list" : "an object"}`;
  const text = JSON.stringify(value);
  // Someone may have pasted a key where its variable's name belongs, or a password into an address.
  if (/key/i.test(String(path.at(-1))) || /:\/\/[^/]*@/.test(text))
    return `must be ${rule}; the value that is there may be secret and is not shown`;
  return `must be ${rule}, not ${text.length > 60 ? `${text.slice(0, 57)}...` : text}`;
}
