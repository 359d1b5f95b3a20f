import { Validator } from "@cfworker/json-schema";
import { toDraft2020 } from "./to-draft-2020.ts";

/** Outcome of the check of a value. */
export type SchemaCheck =
  | { readonly type: "fits" }
  | { readonly type: "differs"; readonly problem: string }
  /** The schema, or an expression in it, is none that can be checked by, or the check took too long. */
  | { readonly type: "unchecked"; readonly because: string };

/** Runs a check of a client's making, and throws when it takes too long. */
export type RunInTime = <Result>(run: () => Result) => Result;

/** Checks a value by a JSON Schema. */
export function checkBySchema(schema: unknown, value: unknown, runInTime: RunInTime): SchemaCheck {
  return tell(runInTime, () => {
    // The library is typed for schemas that are known to be some.
    const validator = new Validator(toDraft2020(schema) as ConstructorParameters<typeof Validator>[0], "2020-12");
    const { valid, errors } = validator.validate(value);
    // The last is the innermost.
    const { error, instanceLocation } = errors.at(-1) ?? {};
    return valid ? { type: "fits" } : { type: "differs", problem: `${instanceLocation ?? "#"}: ${error ?? "differs"}` };
  });
}

/** Checks a text by a regular expression. */
export function checkByPattern(pattern: string, text: string, runInTime: RunInTime): SchemaCheck {
  return tell(runInTime, () =>
    new RegExp(`^(?:${pattern})$`, "u").test(text)
      ? { type: "fits" }
      : { type: "differs", problem: "the text does not fit the expression" },
  );
}

function tell(runInTime: RunInTime, check: () => SchemaCheck): SchemaCheck {
  try {
    return runInTime(check);
  } catch (error) {
    return { type: "unchecked", because: error instanceof Error ? error.message : String(error) };
  }
}
