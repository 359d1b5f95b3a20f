import { stripVTControlCharacters } from "node:util";
import { AssayError } from "../../core/errors.ts";
import { explainSystemError } from "../../lib/explain-system-error.ts";
import { formatMegabytes } from "../../lib/format-megabytes.ts";
import { adviseOn } from "../../system/write-error.ts";

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
      ? `could not be started (${explainSystemError(error)})`
      : signal !== null
        ? `was ended by signal ${signal}`
        : `ended with exit code ${code}`;
  const words = lastWords(output);
  return new AssayError({
    code: "model-crashed",
    message: `The model's process ${how}${words === "" ? "." : `, saying "${words}"`}`,
    hint: adviseOn(error) ?? (signal === "SIGKILL" ? KILLED : ENDED),
    cause: error,
  });
}

const KILLED =
  "Choose a smaller variant or a shorter context, or unload other models: most likely the system ran out of memory.";
const ENDED =
  "Load the model again; if it happens again, the file is probably corrupt, or too new or too old for the engine.";

/** The error of whoever asks a process that is gone. */
export function gone(reason: AssayError): AssayError {
  return new AssayError({
    code: "model-crashed",
    message: `The model's process has ended. ${reason.message}`,
    hint: "Load the model again.",
    cause: reason,
  });
}

export function unloaded(): AssayError {
  return new AssayError({
    code: "aborted",
    message: "The model has been unloaded.",
    hint: "Load the model again.",
  });
}

export function loadTooSlow(limitMs: number): AssayError {
  return new AssayError({
    code: "timeout",
    message: `The model was not loaded within ${limitMs} ms, and its process was ended.`,
    hint: "The file may be corrupt; if it is only big, or the disk slow, give the load more time.",
  });
}

export function loadAborted(): AssayError {
  return new AssayError({ code: "aborted", message: "The load was stopped." });
}

export function unresponsive(limitMs: number): AssayError {
  return new AssayError({
    code: "timeout",
    message: `The model's process gave no sign of life for ${limitMs} ms and was ended.`,
    hint: "Load the model again; a module of your own must not compute for so long without giving way to events.",
  });
}

export function overLimit(limitBytes: number, usedBytes: number): AssayError {
  return new AssayError({
    code: "out-of-memory",
    message: `The model's process took ${formatMegabytes(usedBytes)} of memory beside its file, more than its limit of ${formatMegabytes(limitBytes)}, and was ended.`,
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
