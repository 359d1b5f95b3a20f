import { inspect } from "node:util";
import { AssayError, toAssayError } from "../core/errors.ts";

/** Keeps secrets out of everything that is shown or stored. */
export interface Redactor {
  redact(text: string): string;
  /** The error without secrets; a cause that holds one is left out. */
  redactError(thrown: unknown): AssayError;
}

/** Shorter texts are no secrets, and would be found in every other word. */
const LEAST_SECRET_CHARACTERS = 4;

/** @param secrets texts that must not be shown; empty and very short ones are passed over */
export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = secrets
    .filter((secret) => secret.length >= LEAST_SECRET_CHARACTERS)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    // The longest first: one secret may begin with another.
    .sort((a, b) => b.length - a.length);

  const redact = (text: string) => forms.reduce((rest, form) => rest.replaceAll(form, "***"), text);

  function redactError(thrown: unknown): AssayError {
    const error = toAssayError(thrown);
    const shown = inspect(error, { depth: 8 });
    if (redact(shown) === shown) return error;
    const { code, message, hint, cause } = error;
    const causeText = inspect(cause, { depth: 8 });
    return new AssayError({
      code,
      message: redact(message),
      hint: hint === undefined ? undefined : redact(hint),
      ...(redact(causeText) === causeText && { cause }),
    });
  }

  return { redact, redactError };
}
