import type * as z from "zod";

/** What is wrong with a request: where, as `messages.0.role`, and in words. */
export interface RequestProblem {
  /** Absent when it is the body as a whole. */
  readonly param?: string | undefined;
  readonly message: string;
}

/**
 * Words the first issue of a request that does not fit its schema; the issue must carry its input.
 *
 * Schemas state rules: a message of their own is what the value must be, such as "absent, as nothing is stored here".
 */
export function describeIssue(issue: z.core.$ZodIssue, place = "the body"): RequestProblem {
  const { path, rule, input } = innermost(issue, []);
  const param = path.length === 0 ? undefined : path.map(String).join(".");
  return { param, message: `Cannot answer the request as ${param ?? place} must be ${rule}: ${current(input)}` };
}

interface Located {
  readonly path: readonly PropertyKey[];
  readonly rule: string;
  readonly input: unknown;
}

function innermost(issue: z.core.$ZodIssue, parents: readonly PropertyKey[]): Located {
  const path = [...parents, ...issue.path];
  if (issue.code !== "invalid_union" || isOwn(issue.message))
    return { path, rule: ruleOf(issue), input: inputOf(issue) };
  if (issue.discriminator !== undefined) return { path, rule: ruleOf(issue), input: inputOf(issue) };
  // Where a text or a list may stand, a list fails the text's branch at its root and its own branch inside.
  const meant = issue.errors.filter((issues) => !issues.some(isOfOtherType));
  const [first] = meant.length === 1 ? (meant[0] ?? []) : [];
  return first === undefined ? { path, rule: ruleOf(issue), input: issue.input } : innermost(first, path);
}

/** Of a union that its discriminator tells apart, the discriminator is what is wrong. */
function inputOf(issue: z.core.$ZodIssue): unknown {
  const { input } = issue;
  if (issue.code !== "invalid_union" || issue.discriminator === undefined || !isRecord(input)) return input;
  return input[issue.discriminator];
}

/** Whether a schema words the rule itself: zod's own messages all begin with one of these words. */
function isOwn(message: string): boolean {
  return !/^(Invalid|Too|Unrecognized)\b/.test(message);
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
  const [only] = values;
  return values.length === 1
    ? JSON.stringify(only)
    : `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`;
}

function current(value: unknown): string {
  if (value === undefined) return "it is missing";
  if (isRecord(value)) return `current value is ${Array.isArray(value) ? "a list" : "an object"}`;
  const text = JSON.stringify(value) ?? String(value);
  return `current value is ${text.length > 60 ? `${text.slice(0, 57)}...` : text}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
