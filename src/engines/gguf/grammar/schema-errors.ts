import { AssayError } from "../../../core/errors.ts";

/** A part of a schema that decoding cannot be held to. */
export function cannotHonour(path: string, why: string): AssayError {
  return new AssayError({
    code: "unsupported",
    message: `Cannot answer by the schema as every part of it must be one that decoding can be held to: ${path} ${why}`,
    hint: "Leave that part out and check it in the answer, or describe it in the prompt.",
  });
}

/** A schema that is none, or too large. */
export function badSchema(path: string, rule: string, value: unknown): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `Cannot answer by the schema as ${path} must be ${rule}: current value is ${show(value)}`,
    hint: "Correct or simplify the schema.",
  });
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
