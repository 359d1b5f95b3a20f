import type { ErrorCode } from "../../core/errors.ts";
import type { Sample } from "../../core/sample.ts";

/** A target is given up at once after one of these, and after `FAILURES_IN_A_ROW` failures of any kind. */
const FATAL: ReadonlySet<ErrorCode> = new Set([
  "model-crashed",
  "endpoint-unreachable",
  "out-of-memory",
  "adapter-untrusted",
  "key-untrusted",
]);
const FAILURES_IN_A_ROW = 3;

/** Decides sample by sample, in the order in which requests end, when a target is to be given up. */
export function createFailurePolicy(): (sample: Sample) => boolean {
  const failures = new Map<string, number>();
  return ({ target, error }) => {
    const inARow = error === undefined ? 0 : (failures.get(target) ?? 0) + 1;
    failures.set(target, inARow);
    return error !== undefined && (FATAL.has(error.code) || inARow >= FAILURES_IN_A_ROW);
  };
}
