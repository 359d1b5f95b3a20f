import type { CallBody, CallForm } from "./answer-form.ts";

export interface WrittenCall {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Writes the calls of a turn as a family does, with everything that stands around them. */
export function writeCalls({ section, open, close, separator, body }: CallForm, calls: readonly WrittenCall[]): string {
  const bodies = calls.map((call) => writeBody(body, call));
  const isList = body.type === "json" && body.list;
  const written = isList ? [`[${bodies.join(separator)}]`] : bodies;
  const marked = written.map((one) => open + one + close);
  return `${section?.open ?? ""}${marked.join(separator)}${section?.close ?? ""}`;
}

function writeBody(body: CallBody, { name, values }: WrittenCall): string {
  const write = (separator: string, entry: (key: string, value: unknown) => string) =>
    Object.entries(values)
      .map(([key, value]) => entry(key, value))
      .join(separator);
  const given = `{${write(", ", (key, value) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)}}`;
  switch (body.type) {
    case "json": {
      const named = body.name === undefined ? "" : `${JSON.stringify(body.name)}: ${JSON.stringify(name)}, `;
      const call = `{${named}${JSON.stringify(body.name === undefined ? name : body.arguments)}: ${given}}`;
      return body.wrapped ? `{"function": ${call}}` : call;
    }
    case "named-json":
      return `${name}${body.afterName.join("0")}${given}`;
    case "tags": {
      const { open, afterKey, close } = body.argument;
      const tags = write("", (key, value) => open + key + afterKey.join("string") + toPlain(value) + close.join(key));
      return name + body.afterName.join("0") + tags;
    }
    case "python":
      return `${name}(${write(", ", (key, value) => `${key}=${toPython(value)}`)})`;
    case "quoted-marks":
      return `${name}{${write(",", (key, value) => `${key}:${quote(value, body.quote)}`)}}`;
    default:
      return body satisfies never;
  }
}

function toPlain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function quote(value: unknown, mark: string): string {
  return typeof value === "string" ? mark + value + mark : JSON.stringify(value);
}

function toPython(value: unknown): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(toPython).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${toPython(one)}`)
    .join(", ")}}`;
}
