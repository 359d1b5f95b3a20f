import { AssayError } from "../core/errors.ts";
import type { Clock } from "../lib/clock.ts";

/** How long an endpoint may take; Infinity: as long as it likes. */
export interface TimeLimits {
  /** Until the connection stands. */
  readonly connectMs: number;
  /** Until the first byte of the answer's body: servers load models and read long prompts before it. */
  readonly firstByteMs: number;
  /** Between two reads of the answer. */
  readonly idleMs: number;
  /** For the whole request, however lively it is. */
  readonly totalMs: number;
}

/** A slow processor reads a long prompt in minutes and writes a long answer in half an hour; it does not fall silent in between. */
export const DEFAULT_TIME_LIMITS: TimeLimits = {
  connectMs: 10_000,
  firstByteMs: 300_000,
  idleMs: 60_000,
  totalMs: 1_800_000,
};

/** Watches one request against its limits. */
export interface TimeWatch {
  /** Bytes of the answer came. */
  touch(): void;
  stop(): void;
}

/** The longest that timers of Node and browsers can wait; more would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Starts to watch; `onExpire` is called at most once, with an error of code `timeout`. */
export function watchTime(limits: TimeLimits, clock: Clock, onExpire: (error: AssayError) => void): TimeWatch {
  const stopped = new AbortController();
  const total = { what: "the whole answer", limitMs: limits.totalMs, dueMs: clock.now() + limits.totalMs };
  let next = { what: "the first byte", limitMs: limits.firstByteMs, dueMs: clock.now() + limits.firstByteMs };

  async function watch(): Promise<void> {
    while (!stopped.signal.aborted) {
      const { what, limitMs, dueMs } = next.dueMs < total.dueMs ? next : total;
      const leftMs = dueMs - clock.now();
      if (leftMs <= 0) return onExpire(overTime(what, limitMs));
      // Never longer than the idle limit: it may begin to count while this sleeps.
      await clock.sleep(Math.min(leftMs, limits.idleMs, MAX_TIMER_MS), stopped.signal);
    }
  }

  if (Number.isFinite(Math.min(limits.firstByteMs, limits.idleMs, limits.totalMs))) void watch();
  return {
    touch: () => {
      next = { what: "the next byte", limitMs: limits.idleMs, dueMs: clock.now() + limits.idleMs };
    },
    // With a reason of our own: the default one costs an exception with a stack trace per request.
    stop: () => stopped.abort("stopped"),
  };
}

function overTime(what: string, limitMs: number): AssayError {
  return new AssayError({
    code: "timeout",
    message: `The endpoint did not send ${what} within ${limitMs} ms.`,
    hint: "Check whether the server is overloaded or still loads the model.",
  });
}
