import { createInterface } from "node:readline/promises";
import { AssayError } from "../../core/errors.ts";
import { toSafeLine } from "./safe-text.ts";

/** Asks a yes-or-no question on the terminal; anything but yes is no. @throws AssayError `invalid-input` where nobody can answer */
export async function confirm(question: string): Promise<boolean> {
  if (process.stdin.isTTY !== true) {
    throw new AssayError({
      code: "invalid-input",
      message: `The question "${question}" needs a terminal to be answered on, and there is none.`,
      hint: "Add --yes to do it without being asked.",
    });
  }
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and Ctrl-D end the question without an answer.
  const closed = new Promise<undefined>((resolve) => prompt.once("close", () => resolve(undefined)));
  const answer = await Promise.race([prompt.question(`${toSafeLine(question)} (y/N) `), closed]);
  // Without an answer the cursor still stands behind the question.
  if (answer === undefined) process.stderr.write("\n");
  prompt.close();
  return /^y(es)?$/i.test(answer?.trim() ?? "");
}
