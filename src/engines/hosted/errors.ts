import { stripVTControlCharacters } from "node:util";
import { AssayError } from "../../core/errors.ts";
import { formatMegabytes } from "../../lib/format-megabytes.ts";

/** How a child process has ended. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what it wrote on its standard output and error. */
  readonly output: string;
  /** Why it could not be started. */
  readonly error?: Error | undefined;
}

/** The error of a process that ended though nobody had asked it to. */
export function crashed({ code, signal, output, error }: ChildExit): AssayError {
  const how =
    error !== undefined
      ? `it could not be started (${error.message})`
      : signal !== null
        ? `it was ended by signal ${signal}`
        : `it ended with exit code ${code}`;
  const words = lastWords(output);
  return new AssayError({
    code: "model-crashed",
    message: `Cannot go on as the model's process must keep running: ${how}${words === "" ? "" : `, saying "${words}"`}`,
    hint:
      signal === "SIGKILL"
        ? "most likely the system ran out of memory and ended it: choose a smaller variant or a shorter context, or unload other models"
        : "load the model again; if it happens again the file is probably corrupt, or too new or too old for the engine",
    cause: error,
  });
}

/** The error of whoever asks a process that is gone. */
export function gone(reason: AssayError): AssayError {
  return new AssayError({
    code: "model-crashed",
    message: `Cannot answer as the model's process must be running: it has ended. ${reason.message}`,
    hint: "load the model again",
    cause: reason,
  });
}

export function unloaded(): AssayError {
  return new AssayError({
    code: "aborted",
    message: "Cannot answer as the model must be loaded: it has been unloaded",
    hint: "load the model again",
  });
}

export function loadTooSlow(limitMs: number): AssayError {
  return new AssayError({
    code: "timeout",
    message: `Cannot load the model as it must be ready within ${limitMs} ms: its process was ended`,
    hint: "the file may be corrupt; if it is only big, or the disk slow, give the load more time",
  });
}

export function loadAborted(): AssayError {
  return new AssayError({ code: "aborted", message: "Cannot load the model as the caller said stop" });
}

export function unresponsive(limitMs: number): AssayError {
  return new AssayError({
    code: "timeout",
    message: `Cannot go on as the model's process must show life within ${limitMs} ms: it was silent and has been ended`,
    hint: "load the model again; a module of your own must not compute for so long without giving way to events",
  });
}

export function blocked(limitMs: number): AssayError {
  return new AssayError({
    code: "model-crashed",
    message: `Cannot go on as an aborted request must end within ${limitMs} ms: it did not, and its process has been ended`,
    hint: "load the model again",
  });
}

export function overLimit(limitBytes: number, usedBytes: number): AssayError {
  return new AssayError({
    code: "out-of-memory",
    message: `Cannot go on as the model's process may take ${formatMegabytes(limitBytes)} of memory beside its file: it took ${formatMegabytes(usedBytes)} and has been ended`,
    hint: "Ask for less at once, choose a smaller variant or a shorter context, or raise the memory limit.",
  });
}

/** The last lines of a process's output, fit for one line of a message. */
function lastWords(output: string): string {
  // A terminal must not obey what a child process wrote.
  const plain = stripVTControlCharacters(output).replace(/[^\P{Cc}\n]/gu, "");
  const lines = plain.split("\n").map((line) => line.trim());
  const telling = lines.filter((line) => line !== "" && !line.startsWith("at ") && !/^Node\.js v\d/.test(line));
  return telling.slice(-3).join(" | ").slice(-400);
}
