import vm from "node:vm";
import { Validator } from "@cfworker/json-schema";
import { toDraft2020 } from "./to-draft-2020.ts";

/** Outcome of the check of a value. */
export type SchemaCheck =
  | { readonly type: "fits" }
  | { readonly type: "differs"; readonly problem: string }
  /** The schema, or an expression in it, is none that can be checked by, or the check took too long. */
  | { readonly type: "unchecked"; readonly because: string };

/** Expressions and unions of a client's schema can take as long as they like: nobody gets a token meanwhile. */
const longestMs = 250;

/** Checks a value by a JSON Schema, in bounded time. */
export function checkBySchema(schema: unknown, value: unknown): SchemaCheck {
  return inTime(() => {
    // The library is typed for schemas that are known to be some.
    const validator = new Validator(toDraft2020(schema) as ConstructorParameters<typeof Validator>[0], "2020-12");
    const { valid, errors } = validator.validate(value);
    // The last is the innermost.
    const { error, instanceLocation } = errors.at(-1) ?? {};
    return valid ? { type: "fits" } : { type: "differs", problem: `${instanceLocation ?? "#"}: ${error ?? "differs"}` };
  });
}

/** Checks a text by a regular expression, in bounded time. */
export function checkByPattern(pattern: string, text: string): SchemaCheck {
  return inTime(() =>
    new RegExp(`^(?:${pattern})$`, "u").test(text)
      ? { type: "fits" }
      : { type: "differs", problem: "the text does not fit the expression" },
  );
}

function inTime(check: () => SchemaCheck): SchemaCheck {
  try {
    // A script with a time limit can be stopped in the middle of an expression, and what it calls with it.
    return vm.runInNewContext("check()", { check }, { timeout: longestMs }) as SchemaCheck;
  } catch (error) {
    return { type: "unchecked", because: error instanceof Error ? error.message : String(error) };
  }
}
