import { AssayError } from "../../../core/errors.ts";

/** A part of a schema that decoding cannot be held to, where the request demands that it is. */
export function cannotHonour(path: string): AssayError {
  return new AssayError({
    code: "unsupported",
    message: `The schema is strict, and ${path} cannot be enforced while the answer is written.`,
    hint: "Leave strict out, so that this part is checked after the answer, or leave the part out.",
  });
}

/** A schema that is none, or that no answer fits. */
export function badSchema(path: string, rule: string, value: unknown): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `In the schema, ${path} must be ${rule}, not ${show(value)}.`,
    hint: "Correct or simplify the schema.",
  });
}

/** A schema whose grammar would take too long to make or to follow. */
export class SchemaTooLarge extends AssayError {
  constructor(path: string, rule: string, value: unknown) {
    const { message, hint } = badSchema(path, rule, value);
    super({ code: "invalid-input", message, hint });
  }
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
