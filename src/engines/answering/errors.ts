import { AssayError } from "../../core/errors.ts";

/** The error of a load that its caller, or its time limit, ended. */
export function toAbortError(signal: AbortSignal, timeoutMs: number | undefined, cause?: unknown): AssayError {
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === "TimeoutError";
  if (timedOut && timeoutMs !== undefined)
    return new AssayError({
      code: "timeout",
      message: `The model was not loaded within ${timeoutMs} ms.`,
      hint: "Allow more time, or choose a smaller variant.",
      cause,
    });
  return new AssayError({
    code: "aborted",
    message: "The load of the model was cancelled.",
    hint: "Load it again when you need it.",
    cause,
  });
}

/** The error of every request to a model that was disposed of. */
export function disposedError(): AssayError {
  return new AssayError({
    code: "aborted",
    message: "The model has been unloaded.",
    hint: "Load the model again.",
  });
}
