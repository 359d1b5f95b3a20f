import { type ParseError, parseTree } from "jsonc-parser";
import { type CheckDefinition, type CheckOutcome, failed, PASSED } from "../definition/check-definition.ts";
import { findSchemaFaults } from "../schema/find-schema-faults.ts";
import { holdToSchema } from "../schema/hold-to-schema.ts";

const FENCED = /^(?:```|~~~)[^\n]*\n(?<inside>[\s\S]*?)\n?(?:```|~~~)$/;

/** The whole answer is one JSON value, and fits a schema if there is one. */
export const json: CheckDefinition<"json"> = {
  type: "json",
  name: "JSON",
  says: "The whole answer is one JSON value, and fits its schema where there is one.",
  word: ({ schema }) => (schema === undefined ? "JSON" : "JSON that fits its schema"),
  findFaults: ({ schema }) =>
    schema === undefined
      ? []
      : findSchemaFaults(schema).map(({ path, message }) => ({ path: ["schema", ...path], message })),
  run({ schema, fenced = false }, { text }) {
    const answer = text.trim();
    const inside = FENCED.exec(answer)?.groups?.inside;
    if (inside !== undefined && !fenced) return failed("The answer stands in a code fence.", answer.split("\n")[0]);
    let value: unknown;
    try {
      value = JSON.parse(inside ?? answer);
    } catch {
      return explainNoJson(inside ?? answer);
    }
    return schema === undefined ? PASSED : explainSchema(schema, value);
  },
};

function explainNoJson(text: string): CheckOutcome {
  const errors = findErrors(text);
  if (errors === undefined) return failed("The answer is no JSON: it is nested without end.");
  const offset = Math.min(errors[0]?.offset ?? 0, text.length);
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  const where = text.split("\n")[line - 1]?.trim();
  if (offset >= text.length)
    return failed(`The answer is no JSON: it ends on line ${line} before the value is complete.`, where);
  return failed(
    `The answer is no JSON from line ${line} on: ${JSON.stringify(text.slice(offset, offset + 30))}.`,
    where,
  );
}

/** Absent where the text is nested so deeply that its parser gives up. */
function findErrors(text: string): readonly ParseError[] | undefined {
  const errors: ParseError[] = [];
  try {
    parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return errors;
}

function explainSchema(schema: unknown, value: unknown): CheckOutcome {
  const check = holdToSchema(schema, value);
  switch (check.type) {
    case "fits":
      return PASSED;
    case "differs":
      return failed(
        `The JSON does not fit its schema at ${check.problem.replace(/^#: /, "its top: ").replace(/\.?$/, ".")}`,
      );
    case "unchecked":
      return { type: "untold", because: `The JSON could not be held to its schema: ${check.because}` };
  }
  return check satisfies never;
}
