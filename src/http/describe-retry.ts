import { endSentence } from "../lib/end-sentence.ts";
import type { NextTry } from "./retry.ts";

/** Says that something is tried again, why and when: `No server answers ... Retrying, 2 of 3, in 0.3 s.` */
export function describeRetry(
  { message }: { readonly message: string },
  { attempt, attempts, delayMs }: NextTry,
): string {
  return `${endSentence(message)} Retrying, ${attempt} of ${attempts}, in ${Math.ceil(delayMs / 100) / 10} s.`;
}
