import type { CallForm } from "./answer-form.ts";
import type { AnswerInput, Step } from "./answer-input.ts";
import { readName, type Tools, takePattern } from "./call-context.ts";
import { copyJson } from "./copy-json.ts";
import { beginsObject } from "./read-json-call.ts";
import { readKey, readLiteral } from "./read-literal.ts";
import { readTags } from "./read-tags.ts";

/** Reads a call whose name stands outside of JSON; false when no call of one of the tools stands here. */
export function* readNamedCall(input: AnswerInput, { body, close }: CallForm, tools: Tools): Step<boolean> {
  yield* input.skipBlanks();
  const name = yield* readName(input, tools);
  if (name === undefined) return false;
  const isCut = () => input.ended && input.rest === "";
  switch (body.type) {
    case "named-json": {
      if (!(yield* takePattern(input, body.afterName)) && !isCut()) return false;
      yield* input.skipBlanks();
      if (!(yield* beginsObject(input)) && !isCut()) return false;
      input.beginCall(name);
      input.endCall((yield* copyJson(input, (text) => input.emit("call-arguments", text))) === "whole");
      return true;
    }
    case "tags":
      if (!(yield* takePattern(input, body.afterName)) && !isCut()) return false;
      input.beginCall(name);
      input.endCall(yield* readTags(input, { tags: body.argument, close, schemaOf: parameterOf(tools, name) }));
      return true;
    case "python":
    case "quoted-marks": {
      const isPython = body.type === "python";
      if (!(yield* input.takeMarks(isPython ? "(" : "{")) && !isCut()) return false;
      input.beginCall(name);
      const layout = isPython
        ? { quote: undefined, sign: "=", close: ")" }
        : { quote: body.quote, sign: ":", close: "}" };
      input.endCall(yield* readLiteralArguments(input, layout));
      return true;
    }
    case "json":
      return false;
    default:
      return body satisfies never;
  }
}

type Schema = Readonly<Record<string, unknown>>;

function parameterOf(tools: Tools, name: string): (key: string) => unknown {
  const properties = tools.get(name)?.parameters?.properties;
  return (key) =>
    typeof properties === "object" && properties !== null && Object.hasOwn(properties, key)
      ? (properties as Schema)[key]
      : undefined;
}

function* readLiteralArguments(
  input: AnswerInput,
  { quote, sign, close }: { readonly quote: string | undefined; readonly sign: string; readonly close: string },
): Step<boolean> {
  const give = (text: string) => input.emit("call-arguments", text);
  give("{");
  for (let count = 0; ; count++) {
    yield* input.skipBlanks();
    if (yield* input.take(close)) {
      give("}");
      return true;
    }
    const key = yield* readKey(input, quote);
    yield* input.skipBlanks();
    if (key === undefined || !(yield* input.take(sign))) return false;
    const value = yield* readLiteral(input, quote);
    if (value === undefined) return false;
    give(`${count > 0 ? "," : ""}${key}:${value}`);
    yield* input.skipBlanks();
    yield* input.take(",");
  }
}
