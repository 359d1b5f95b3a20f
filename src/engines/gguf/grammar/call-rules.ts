import type { ToolDefinition } from "../../../core/chat-model.ts";
import type { AnswerForm, CallForm, Pattern } from "../../../dialect/answer-form.ts";
import { wantsText } from "../../../dialect/call-context.ts";
import { type GbnfRules, toGbnfLiteral } from "./gbnf/gbnf-rules.ts";

/** A tool, and the rules of its arguments. */
export interface CallableTool {
  readonly tool: ToolDefinition;
  /** The arguments as one JSON object. */
  readonly values: () => string;
  /** One argument as JSON. */
  readonly value: (key: string) => string;
}

/** Most arguments of a tool that are written one by one: each may be absent, and every choice costs the grammar. */
const mostArguments = 30;

/** Rule of one call, in the form that the model was trained to write. */
export function writeCallRule(
  callables: readonly CallableTool[],
  answers: AnswerForm | undefined,
  rules: GbnfRules,
): string {
  if (answers?.layout === "channels") return rules.add(callables.map(toChannel).join(" | "));
  const form = answers?.calls;
  if (form === undefined) return rules.add(callables.map(plainJson).join(" | "));
  const bodies = callables.map((callable) => toBody(form, callable, rules));
  // What cannot be written in the family's form is written as JSON, which is read as well.
  if (bodies.some((body) => body === undefined)) return rules.add(callables.map(plainJson).join(" | "));
  const { section, open, close } = form;
  const around = (text: string) => (text === "" ? [] : [toGbnfLiteral(text)]);
  const calls = callables.map(({ tool }, index) => {
    // Who gets the call is said behind the header that the prompt ends with.
    const recipient = answers?.recipient === undefined ? "" : ` ${answers.recipient.join(tool.name)}`;
    return [...around(recipient + (section?.open ?? "") + open), bodies[index]].join(" ");
  });
  return rules.add([rules.add(calls.join(" | ")), ...around(close + (section?.close ?? ""))].join(" "));
}

function toChannel({ tool, values }: CallableTool): string {
  const header = `<|channel|>commentary to=functions.${tool.name} <|constrain|>json<|message|>`;
  return `${toGbnfLiteral(header)} ${values()}`;
}

function plainJson(callable: CallableTool): string {
  return toJson(callable, "name", "arguments");
}

function toJson({ tool, values }: CallableTool, nameKey: string, argumentsKey: string): string {
  const key = (name: string) => `${toGbnfLiteral(`${JSON.stringify(name)}:`)} " "?`;
  const name = toGbnfLiteral(JSON.stringify(tool.name));
  return `"{" ws ${key(nameKey)} ${name} "," ws ${key(argumentsKey)} ${values()} ws "}"`;
}

function toBody({ body }: CallForm, callable: CallableTool, rules: GbnfRules): string | undefined {
  const name = toGbnfLiteral(callable.tool.name);
  switch (body.type) {
    case "json": {
      const call = body.name === undefined ? nameAsKey(callable) : toJson(callable, body.name, body.arguments);
      const whole = body.wrapped ? `"{" ws "\\"function\\":" " "? ${call} ws "}"` : call;
      return body.list ? `"[" ws ${whole} ws "]"` : whole;
    }
    case "named-json":
      return `${name} ${toPatternRule(body.afterName)} ${callable.values()}`;
    case "tags": {
      const { open, afterKey, close } = body.argument;
      const values = chain(callable, "", (key, isText) => {
        const before = `${toGbnfLiteral(open + key)} ${toPatternRule(afterKey)}`;
        const end = close.join(key);
        return `${before} ${isText ? toText(callable, key, end.trim(), rules) : callable.value(key)} ${toGbnfLiteral(end)}`;
      });
      return values === undefined ? undefined : `${name} ${toPatternRule(body.afterName)} ${values}`;
    }
    case "python": {
      const values = chain(callable, ", ", (key) => `${toGbnfLiteral(`${key}=`)} ${callable.value(key)}`);
      return values === undefined ? undefined : `${name} "(" ${values} ")"`;
    }
    case "quoted-marks": {
      const quote = toGbnfLiteral(body.quote);
      const values = chain(callable, ",", (key, isText) => {
        const value = isText ? `${quote} ${toText(callable, key, body.quote, rules)} ${quote}` : callable.value(key);
        return `${toGbnfLiteral(`${key}:`)} ${value}`;
      });
      return values === undefined ? undefined : `${name} "{" ${values} "}"`;
    }
    default:
      return body satisfies never;
  }
}

function nameAsKey({ tool, values }: CallableTool): string {
  return `"{" ws ${toGbnfLiteral(`${JSON.stringify(tool.name)}:`)} " "? ${values()} ws "}"`;
}

/** Between the texts of a pattern stands an id or a number. */
function toPatternRule(pattern: Pattern): string {
  return pattern.map((text) => (text === "" ? '""' : toGbnfLiteral(text))).join(" [A-Za-z0-9]{1,9} ");
}

type Schema = Readonly<Record<string, unknown>>;

/** Arguments one after another: those that are required, then any of the others. Undefined where they are not known by name. */
function chain(
  { tool }: CallableTool,
  separator: string,
  write: (key: string, isText: boolean) => string,
): string | undefined {
  const { properties, required = [] } = (tool.parameters ?? { properties: {} }) as Schema;
  if (typeof properties !== "object" || properties === null || !Array.isArray(required)) return undefined;
  const keys = Object.keys(properties);
  if (keys.length > mostArguments) return undefined;
  const comma = separator === "" ? "" : `${toGbnfLiteral(separator)} `;
  const rule = (key: string) => write(key, wantsText((properties as Schema)[key]));
  const needed = keys.filter((key) => required.includes(key));
  const free = keys.filter((key) => !required.includes(key));
  const optional = (rest: readonly string[]) => rest.map((key) => `(${comma}${rule(key)})?`).join(" ");
  if (needed.length > 0 || comma === "")
    return (
      `${needed.map((key, index) => (index === 0 ? "" : comma) + rule(key)).join(" ")} ${optional(free)}`.trim() || '""'
    );
  // Without a first one that is sure, each may be the first.
  const firsts = free.map((key, index) => `${rule(key)} ${optional(free.slice(index + 1))}`);
  return free.length === 0 ? '""' : `(${firsts.join(" | ")})?`;
}

/** Text up to a mark: one of the texts that the schema names, else any that does not hold the mark's first two characters. */
function toText({ tool }: CallableTool, key: string, end: string, rules: GbnfRules): string {
  const properties = tool.parameters?.properties as Schema | undefined;
  const { enum: values, const: value } = (properties?.[key] ?? {}) as Schema;
  const named = Array.isArray(values) ? values : typeof value === "string" ? [value] : undefined;
  if (named !== undefined) return rules.add(named.map((one) => toGbnfLiteral(String(one))).join(" | "));
  const [first = "<", second = "/"] = end;
  return rules.add(`([^${toClassEscape(first)}] | ${toGbnfLiteral(first)} [^${toClassEscape(second)}])*`);
}

function toClassEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
