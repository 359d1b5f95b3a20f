/** A call as the model wrote it. */
export interface WrittenCall {
  readonly name: string;
  readonly argumentsJson: string;
}

/**
 * Reads calls from JSON: `{"name", "arguments"}` (Qwen, Hermes, Mistral, Phi), `{"name", "parameters"}` (Llama 3), either
 * inside `{"function": ...}`, or a list of them.
 *
 * @param names the tools that there are; a call of another one is none
 * @returns undefined when the text is anything else
 */
export function parseCalls(json: string, names: ReadonlySet<string>): readonly WrittenCall[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // Whatever a model writes may be no JSON: then it is text.
    return undefined;
  }
  const calls = (Array.isArray(value) ? value : [value]).map((one) => toCall(one, names));
  return calls.length > 0 && calls.every((call) => call !== undefined) ? calls : undefined;
}

function toCall(value: unknown, names: ReadonlySet<string>): WrittenCall | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const inner: unknown = Reflect.get(value, "function");
  if (typeof inner === "object" && inner !== null) return toCall(inner, names);
  const name: unknown = Reflect.get(value, "name");
  if (typeof name !== "string" || !names.has(name)) return undefined;
  const given: unknown = Reflect.get(value, "arguments") ?? Reflect.get(value, "parameters") ?? {};
  const parsed = typeof given === "string" ? parseObject(given) : given;
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
  return { name, argumentsJson: JSON.stringify(parsed) };
}

function parseObject(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
