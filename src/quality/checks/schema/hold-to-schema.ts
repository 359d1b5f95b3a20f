import { format } from "@cfworker/json-schema";
import { checkBySchema, type SchemaCheck } from "../../../engines/answering/schemas/check-by-schema.ts";
import { compilePattern } from "../text/compile-pattern.ts";
import { mapSchemas } from "./walk-schema.ts";

/** Checks a value by a JSON Schema whose regular expressions are RE2's, so that no value takes for ever. */
export function holdToSchema(schema: unknown, value: unknown): SchemaCheck {
  const check = checkBySchema(mapSchemas(schema, withSafePattern), value, (run) => run());
  return check.type === "differs"
    ? { ...check, problem: check.problem.replace(`format "${MARK}`, `pattern "`) }
    : check;
}

const MARK = "re2:";

/** The checking library runs patterns by JavaScript's own engine, which some bring to its knees; formats are functions of ours. */
function withSafePattern(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { pattern, ...others } = schema;
  if (typeof pattern !== "string") return schema;
  const name = `${MARK}${pattern}`;
  const compiled = compilePattern(pattern);
  format[name] ??= (text) => compiled.find(text) !== undefined;
  const { allOf } = others;
  return { ...others, allOf: [...(Array.isArray(allOf) ? allOf : []), { format: name }] };
}
