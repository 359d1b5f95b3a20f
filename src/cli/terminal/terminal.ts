import { styleText } from "node:util";
import { toSafeJson, toSafeLine, toSafeText } from "./safe-text.ts";

/** Where a command writes: answers to `out`, everything said on the way to `err`. */
export interface Terminal {
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
  /** One line to the standard output; of what is no text, only styles come through. */
  print(line?: string): void;
  /** A text to the standard output as it stands; where a person looks, without what a terminal would act on. */
  write(text: string): void;
  /** One line to the standard error. */
  note(line?: string): void;
  /** The result of a command: with `--json` the value, else the text, which a function prints by itself. */
  printResult(options: { readonly json: boolean }, value: unknown, text: string | (() => void)): void;
  style(format: Parameters<typeof styleText>[0], text: string): string;
  /** Called before each note: whoever draws a line over itself takes it off, so that nothing of it stays. */
  readonly beforeNote: Set<() => void>;
  /** Whether someone looks at the standard error now: only then anything is drawn over. */
  readonly isInteractive: boolean;
}

/** The process's own terminal. Colours follow NO_COLOR, FORCE_COLOR and whether the output is a terminal. */
export function createTerminal(): Terminal {
  const { stdout, stderr } = process;
  // Whoever read our output has read enough, as `head` does: no error, and nothing more to do.
  stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  // What is said on the way may find nobody any more; the work goes on.
  stderr.on("error", () => {});
  const print = (line = "") => stdout.write(`${toSafeLine(line)}\n`);
  const beforeNote = new Set<() => void>();
  return {
    out: stdout,
    err: stderr,
    print,
    write: (text) => stdout.write(stdout.isTTY === true ? toSafeText(text) : text),
    printResult: createResultPrinter(print),
    note(line = "") {
      for (const makeRoom of beforeNote) makeRoom();
      stderr.write(`${toSafeLine(line)}\n`);
    },
    beforeNote,
    style: (format, text) => styleText(format, text, { stream: stdout }),
    isInteractive: stderr.isTTY === true && process.env.TERM !== "dumb" && process.env.CI === undefined,
  };
}

/** Makes `Terminal.printResult()` of what prints a line. */
export function createResultPrinter(print: (line: string) => void): Terminal["printResult"] {
  return ({ json }, value, text) => {
    if (json) print(toSafeJson(value));
    else if (typeof text === "string") print(text);
    else text();
  };
}
