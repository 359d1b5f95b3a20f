import { toAssayError, toErrorRecord } from "../../core/errors.ts";
import { toSystemError } from "../../system/write-error.ts";
import { toExitCode } from "./exit-codes.ts";
import { hintOf } from "./remedies.ts";
import { toSafeJson, toSafeText } from "./safe-text.ts";
import type { Terminal } from "./terminal.ts";

/** Says what went wrong and what to try next; with `--json` as one object. Returns the exit code. */
export function fail(thrown: unknown, terminal: Terminal, json: boolean): number {
  const error = toAssayError(toSystemError(thrown));
  const hint = hintOf(error);
  if (json) {
    const { remedies: _, ...record } = toErrorRecord(error);
    terminal.print(toSafeJson({ error: { ...record, hint } }));
  } else {
    terminal.note(`${terminal.style("red", "error:")} ${toSafeText(error.message)}`);
    if (hint !== undefined) terminal.note(`${terminal.style("cyan", "hint:")}  ${toSafeText(hint)}`);
    if (error.code === "internal" && error.cause instanceof Error && error.cause.stack !== undefined) {
      terminal.note(terminal.style("dim", error.cause.stack));
    }
  }
  return toExitCode(error.code);
}
