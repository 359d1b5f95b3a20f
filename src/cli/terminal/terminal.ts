import { styleText } from "node:util";

/** Where a command writes: answers to `out`, everything said on the way to `err`. */
export interface Terminal {
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
  /** One line to the standard output. */
  print(line?: string): void;
  /** One line to the standard error. */
  note(line?: string): void;
  style(format: Parameters<typeof styleText>[0], text: string): string;
  /** Whether someone looks at the standard error now: only then anything is drawn over. */
  readonly isInteractive: boolean;
}

/** The process's own terminal. Colours follow NO_COLOR, FORCE_COLOR and whether the output is a terminal. */
export function createTerminal(): Terminal {
  const { stdout, stderr } = process;
  // Whoever read our output has read enough, as `head` does: no error, and nothing more to do.
  stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  return {
    out: stdout,
    err: stderr,
    print: (line = "") => stdout.write(`${line}\n`),
    note: (line = "") => stderr.write(`${line}\n`),
    style: (format, text) => styleText(format, text, { stream: stdout }),
    isInteractive: stderr.isTTY === true && process.env.TERM !== "dumb" && process.env.CI === undefined,
  };
}
