import { AssayError } from "../../core/errors.ts";

export function threw(what: "load" | "generate", cause: unknown): AssayError {
  if (cause instanceof AssayError) return cause;
  return new AssayError({
    code: "adapter-failed",
    message: `Cannot go on as the adapter's ${what}() must not throw: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: "correct the adapter's module, then trust it again",
    cause,
  });
}

export function wrongType(what: string, value: unknown): AssayError {
  return new AssayError({
    code: "adapter-failed",
    message: `Cannot read the answer as ${what}: current value is ${describe(value)}`,
    hint: value === undefined ? "does it forget to return?" : "correct the adapter's module, then trust it again",
  });
}

export function tooSlow(what: "load" | "generate", limitMs: number): AssayError {
  return new AssayError({
    code: "timeout",
    message: `Cannot go on as the adapter's ${what}() must come forward within ${limitMs} ms: nothing came`,
    hint: "raise the time limit if it is only slow",
  });
}

export function stuck(limitMs: number): AssayError {
  return new AssayError({
    code: "timeout",
    message: `Cannot answer as the adapter must end an aborted answer within ${limitMs} ms: it still works on an earlier one`,
    hint: "let generate() watch params.signal, and load the model again",
  });
}

export function unloaded(id: string): AssayError {
  return new AssayError({
    code: "aborted",
    message: `Cannot answer as the model must be loaded: ${id} has been unloaded`,
    hint: "load the model again",
  });
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "object") return `an object of ${value.constructor?.name ?? "no class"}`;
  return typeof value === "function" || typeof value === "symbol" ? `a ${typeof value}` : String(value);
}
