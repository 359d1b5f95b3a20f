import { AssayError } from "../../core/errors.ts";

/** More sequences than this cost memory and win nothing on any machine that one file runs on. */
const MOST_PARALLEL = 256;

/** Requests that a model answers at once when nobody says otherwise: they share one cache, so more of them cost nothing until they come. */
const DEFAULT_PARALLEL = 16;

/** Checks how many requests a model is to answer at once. @throws AssayError `invalid-input` */
export function requireParallel(parallel = DEFAULT_PARALLEL): number {
  if (Number.isInteger(parallel) && parallel >= 1 && parallel <= MOST_PARALLEL) return parallel;
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot load the model as the requests at once must be a whole number from 1 to ${MOST_PARALLEL}: current value is ${parallel}`,
    hint: "1 answers one request after the other.",
  });
}
