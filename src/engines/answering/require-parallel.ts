import { AssayError } from "../../core/errors.ts";
import { USUAL_PARALLEL } from "../../formats/memory/shared-cache.ts";

/** More sequences than this cost memory and win nothing on any machine that one file runs on. */
const MOST_PARALLEL = 256;

/** Checks how many requests a model is to answer at once. @throws AssayError `invalid-input` */
export function requireParallel(parallel = USUAL_PARALLEL): number {
  if (Number.isInteger(parallel) && parallel >= 1 && parallel <= MOST_PARALLEL) return parallel;
  throw new AssayError({
    code: "invalid-input",
    message: `The requests at once must be a whole number from 1 to ${MOST_PARALLEL}, not ${parallel}.`,
    hint: "1 answers one request after the other.",
  });
}
