import type { Clock } from "../../lib/clock.ts";

/** Sees to it that something keeps happening. */
export interface StallWatch extends Disposable {
  readonly signal: AbortSignal;
  /** Something happened. */
  beat(): void;
  /** From now until the next beat nothing can happen, and for no fault of the other side. */
  rest(): void;
}

/** Aborts its signal when there was no beat for `stallMs`. */
export function watchStall(clock: Clock, stallMs: number): StallWatch {
  const stall = new AbortController();
  const end = new AbortController();
  let lastMs = clock.now();
  let isResting = false;
  void (async () => {
    while (!end.signal.aborted) {
      const leftMs = isResting ? stallMs : lastMs + stallMs - clock.now();
      if (leftMs <= 0) return stall.abort();
      await clock.sleep(leftMs, end.signal);
    }
  })();
  return {
    signal: stall.signal,
    beat: () => {
      lastMs = clock.now();
      isResting = false;
    },
    rest: () => {
      isResting = true;
    },
    [Symbol.dispose]: () => end.abort(),
  };
}
