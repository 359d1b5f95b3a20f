import { AssayError } from "../../core/errors.ts";
import { endSentence } from "../../lib/end-sentence.ts";

export function threw(what: "load" | "generate", cause: unknown): AssayError {
  if (cause instanceof AssayError) return cause;
  return new AssayError({
    code: "adapter-failed",
    message: endSentence(
      `The adapter's ${what}() threw an error: ${cause instanceof Error ? cause.message : String(cause)}`,
    ),
    hint: "Correct the adapter's module, then trust it again.",
    cause,
  });
}

export function wrongType(what: string, value: unknown): AssayError {
  return new AssayError({
    code: "adapter-failed",
    message: `${what}, not ${describe(value)}.`,
    hint:
      value === undefined
        ? "Check whether it forgets to return."
        : "Correct the adapter's module, then trust it again.",
  });
}

export function tooSlow(what: "load" | "generate", limitMs: number): AssayError {
  return new AssayError({
    code: "timeout",
    message: `The adapter's ${what}() gave nothing for ${limitMs} ms.`,
    hint: "Raise the time limit if it is only slow.",
  });
}

export function stuck(limitMs: number): AssayError {
  return new AssayError({
    code: "timeout",
    message: `The adapter still works on an aborted answer, ${limitMs} ms after it was stopped.`,
    hint: "Let generate() watch params.signal, and load the model again.",
  });
}

export function unloaded(id: string): AssayError {
  return new AssayError({
    code: "aborted",
    message: `The model ${id} has been unloaded.`,
    hint: "Load the model again.",
  });
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "object") return `an object of ${value.constructor?.name ?? "no class"}`;
  return typeof value === "function" || typeof value === "symbol" ? `a ${typeof value}` : String(value);
}
