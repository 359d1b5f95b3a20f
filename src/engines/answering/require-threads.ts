import { AssayError } from "../../core/errors.ts";

/** @throws AssayError `invalid-input` unless absent or a whole number from 1 to 1024 */
export function requireThreads(threads: number | undefined): number | undefined {
  if (threads === undefined || (Number.isInteger(threads) && threads >= 1 && threads <= 1024)) return threads;
  throw new AssayError({
    code: "invalid-input",
    message: `The threads must be a whole number from 1 to 1024, not ${threads}.`,
    hint: "Leave it out to have the best number measured.",
  });
}
