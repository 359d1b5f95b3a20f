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
  if (issue.code === "invalid_union" && !isOwn(issue.message)) {
    const meant = meantBranches(issue.errors);
    const common = meant.length > 1 ? commonIssue(meant) : undefined;
    if (common !== undefined) return describeZodIssue(common, value, path);
    const [first] = [...meant].sort((a, b) => a.length - b.length);
    if (first !== undefined) return first.flatMap((inner) => describeZodIssue(inner, value, path));
  }
  return [{ path, issue, message: word(issue, valueAt(value, path), path) }];
}

type Branch = readonly z.core.$ZodIssue[];

/** Tells a rule that a schema words itself: zod's own messages all begin with one of these words. */
function isOwn(message: string): boolean {
  return !/^(Invalid|Too|Unrecognized)\b/.test(message);
}

// A string where a string or an object may stand fails one branch at its root, the other somewhere inside:
// the branches that are of the value's own type are meant, and of objects those of its own `type`, or that know all types.
function meantBranches(branches: readonly Branch[]): readonly Branch[] {
  const ofType = branches.filter((issues) => !issues.some(isOfOtherType));
  if (ofType.length < 2) return ofType;
  const ofKind = ofType.filter((issues) => !issues.some(isOfOtherKind));
  if (ofKind.length > 0) return ofKind;
  const knowing = ofType.filter((issues) => issues.some(({ code }) => code === "invalid_union"));
  return knowing.length > 0 ? knowing : ofType;
}

function isOfOtherType(issue: z.core.$ZodIssue): boolean {
  return issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");
}

function isOfOtherKind({ path }: z.core.$ZodIssue): boolean {
  return path.length === 1 && path[0] === "type";
}

/** One issue for branches that all fail at the same place. */
function commonIssue(branches: readonly Branch[]): z.core.$ZodIssue | undefined {
  const heads = branches.flatMap((issues) => issues.slice(0, 1));
  const [first] = heads;
  if (first === undefined || heads.some(({ path }) => path.join(".") !== first.path.join("."))) return undefined;
  const rules = new Set(heads.map(ruleOf));
  return rules.size === 1 ? first : { ...first, message: [...rules].join(" or ") };
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
      return `${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`;
    case "too_big":
      return `${issue.inclusive ? "at most" : "less than"} ${issue.maximum}`;
    case "invalid_key":
      return `named by ${issue.issues.slice(0, 1).map(ruleOf).join()}`;
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
  // That a field may be absent or null as well is no help to who wrote something else.
  const texts = values.filter((value) => value != null);
  const shown = (texts.length > 0 ? texts : values).map((value) => JSON.stringify(value));
  return shown.length === 1 ? shown.join() : `one of ${shown.join(", ")}`;
}

function valueAt(value: unknown, path: ZodProblem["path"]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

function word(issue: z.core.$ZodIssue, value: unknown, path: ZodProblem["path"]): string {
  const rule = ruleOf(issue);
  if (typeof value === "string" || Array.isArray(value)) {
    const size = wordSize(issue, value);
    if (size !== undefined) return size;
  }
  if (issue.code === "invalid_key") return `must be ${rule}`;
  if (value === undefined) return `must be ${rule}; it is missing`;
  if (value !== null && typeof value === "object")
    return `must be ${rule}, not ${Array.isArray(value) ? "a list" : "an object"}`;
  const text = JSON.stringify(value);
  // Someone may have pasted a key where its variable's name belongs, or a password into an address.
  if (/key/i.test(String(path.at(-1))) || /:\/\/[^/]*@/.test(text))
    return `must be ${rule}; the value that is there may be secret and is not shown`;
  return `must be ${rule}, not ${text.length > 60 ? `${text.slice(0, 57)}...` : text}`;
}

/** Words an issue of the length of a text or a list; undefined for every other. */
function wordSize(issue: z.core.$ZodIssue, value: string | readonly unknown[]): string | undefined {
  if (isOwn(issue.message) || (issue.code !== "too_small" && issue.code !== "too_big")) return undefined;
  if (value.length === 0) return "must not be empty";
  const bound = issue.code === "too_small" ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  return `must have ${bound} ${typeof value === "string" ? "characters" : "items"}, not ${value.length}`;
}
