import { AssayError } from "../core/errors.ts";
import { endSentence } from "../lib/end-sentence.ts";

/** One thing that is wrong with a file that a user wrote. */
export interface FileProblem {
  /** From 1; absent when the problem is not at one place. */
  readonly line?: number | undefined;
  /** From 1, in UTF-16 units. */
  readonly column?: number | undefined;
  /** The place as keys, such as `models.phi.price.currency`; empty for the whole file. */
  readonly keyPath: string;
  /** The rule and what was found, such as `must be a number, not "x"`. */
  readonly message: string;
}

/** More would not be read. */
const SHOWN_PROBLEMS = 5;

/** Makes the one error that reports the problems of a file together, the first five in the order of the file. */
export function toFileError(file: string, problems: readonly FileProblem[], hint?: string): AssayError {
  const [first, ...rest] = problems;
  if (first === undefined)
    throw new AssayError({ code: "internal", message: `No problem of ${file} was given to report.` });
  const message =
    rest.length === 0
      ? endSentence(`${at(file, first)}: ${describe(first)}`)
      : [
          `${problems.length} places in ${file} are wrong:`,
          ...problems.slice(0, SHOWN_PROBLEMS).map((problem) => `  ${at(file, problem)}: ${describe(problem)}`),
          ...(problems.length > SHOWN_PROBLEMS ? [`  and ${problems.length - SHOWN_PROBLEMS} more`] : []),
        ].join("\n");
  return new AssayError({ code: "invalid-file", message, hint });
}

function at(file: string, { line, column }: FileProblem): string {
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`;
}

function describe({ keyPath, message }: FileProblem): string {
  if (keyPath !== "") return `${keyPath} ${message}`;
  return message.startsWith("must ") ? `the file ${message}` : message;
}
