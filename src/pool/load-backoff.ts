import type { AssayError, ErrorCode } from "../core/errors.ts";
import type { Clock } from "../lib/clock.ts";
import { crashesTooOften } from "./pool-errors.ts";

/** Keeps a model that crashes each time from being loaded in a tight loop. */
export interface LoadBackoff {
  /** @throws AssayError `model-crashed` that says when it may be tried again */
  require(name: string): void;
  failed(name: string, error: AssayError): void;
  /** It has answered: what was before is forgotten. */
  succeeded(name: string): void;
}

/** One crash may be chance, so the first is followed by a new load at once; then the wait doubles. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 5 * 60_000;

const CRASHES: readonly ErrorCode[] = ["model-crashed", "timeout"];

export function createLoadBackoff(clock: Clock): LoadBackoff {
  const crashes = new Map<string, { readonly count: number; readonly last: AssayError; readonly untilMs: number }>();
  return {
    require(name) {
      const known = crashes.get(name);
      const leftMs = (known?.untilMs ?? 0) - clock.now();
      if (known !== undefined && leftMs > 0) throw crashesTooOften(name, known.count, known.last, leftMs);
    },
    failed(name, last) {
      if (!CRASHES.includes(last.code)) return;
      const count = (crashes.get(name)?.count ?? 0) + 1;
      const waitMs = count === 1 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (count - 2), LONGEST_WAIT_MS);
      crashes.set(name, { count, last, untilMs: clock.now() + waitMs });
    },
    succeeded: (name) => void crashes.delete(name),
  };
}
