import type { ErrorCode } from "../../core/errors.ts";

/** Exit codes for scripts; documented in docs/command-line.md. */
export const EXIT = {
  ok: 0,
  /** Something failed: no target succeeded, a file is broken, a limit was reached. */
  failed: 1,
  /** The command was typed wrong, or a file of the user's is. */
  usage: 2,
  /** Ctrl-C: what was done is kept. */
  interrupted: 130,
} as const;

const USAGE: ReadonlySet<ErrorCode> = new Set(["invalid-input", "invalid-file", "unknown-model", "run-missing"]);

/** The exit code for an error. */
export function toExitCode(code: ErrorCode): number {
  if (code === "aborted") return EXIT.interrupted;
  return USAGE.has(code) ? EXIT.usage : EXIT.failed;
}
