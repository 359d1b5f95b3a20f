import { AssayError, toAssayError } from "../core/errors.ts";
import { PassingError } from "./retry.ts";

/** Keeps secrets out of everything that is shown or stored. */
export interface Redactor {
  redact(text: string): string;
  /** The error without secrets; a cause that holds one is left out. */
  redactError(thrown: unknown): AssayError;
}

/** Shorter texts are no secrets, and would be found in every other word. */
const LEAST_SECRET_CHARACTERS = 4;

/** As deep as anything shows an error. */
const MOST_DEPTH = 8;

/** @param secrets texts that must not be shown; empty and very short ones are passed over */
export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = secrets
    .filter((secret) => secret.length >= LEAST_SECRET_CHARACTERS)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    // The longest first: one secret may begin with another.
    .sort((a, b) => b.length - a.length);

  const redact = (text: string) => forms.reduce((rest, form) => rest.replaceAll(form, "***"), text);
  const isSecret = (text: string) => forms.some((form) => text.includes(form));

  function redactError(thrown: unknown): AssayError {
    const error = toAssayError(thrown);
    if (!holds(error, isSecret)) return error;
    const { code, message, hint, cause, retryAfterMs } = error;
    const clean = new AssayError({
      code,
      message: redact(message),
      hint: hint === undefined ? undefined : redact(hint),
      retryAfterMs,
      ...(!holds(cause, isSecret) && { cause }),
    });
    return error instanceof PassingError ? PassingError.of(clean) : clean;
  }

  return { redact, redactError };
}

/** Whether any text in a value matches: own properties, hidden ones such as an error's message and stack included. */
function holds(value: unknown, matches: (text: string) => boolean, depth = 0, seen = new Set<unknown>()): boolean {
  if (typeof value === "string") return matches(value);
  if (typeof value !== "object" || value === null || depth > MOST_DEPTH || seen.has(value)) return false;
  seen.add(value);
  const items: readonly unknown[] = value instanceof Map || value instanceof Set ? [...value.entries()].flat() : [];
  const own = Reflect.ownKeys(value).flatMap((key) => [
    typeof key === "string" ? key : "",
    // A getter is not called: it may do anything.
    Reflect.getOwnPropertyDescriptor(value, key)?.value,
  ]);
  return [...items, ...own].some((part) => holds(part, matches, depth + 1, seen));
}
