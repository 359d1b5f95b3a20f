/** Chooses the number of threads of steps of one kind, and corrects it by what the steps show. */
export interface ThreadChoice {
  /** Threads for the next step. */
  next(): number;
  learn(step: TimedStep): void;
}

export interface TimedStep {
  readonly threads: number;
  /** Tokens of the step. */
  readonly size: number;
  readonly tookMs: number;
}

/** More threads must be this much faster to be kept. */
const gain = 0.9;
/** Steps whose sizes differ by more than this cannot be compared. */
const likeSize = 1.25;
/** After this many steps at most, more threads are tried again: the machine may have become quiet. */
const longestWait = 64;

/**
 * Begins with the number that was measured at the load, and tries twice as many every now and then, up to the most: where
 * other processes took the processors at that moment, too few were measured. A step with more threads costs little where it
 * is not faster, one with fewer would cost much; so fewer are not tried.
 */
export function createThreadChoice(measured: number, most: number): ThreadChoice {
  let best = measured;
  let last: TimedStep | undefined;
  let waits = 1;
  let left = waits;

  return {
    next() {
      if (best >= most || last === undefined || left > 0) {
        left -= 1;
        return best;
      }
      return Math.min(most, best * 2);
    },
    learn(step) {
      if (step.threads === best) {
        last = step;
        return;
      }
      if (step.threads < best || last === undefined) return;
      if (!isAlike(step, last)) {
        left = 1;
        return;
      }
      if (step.tookMs / step.size < (last.tookMs / last.size) * gain) {
        best = step.threads;
        last = step;
        waits = 1;
      } else waits = Math.min(longestWait, waits * 2);
      left = waits;
    },
  };
}

function isAlike(one: TimedStep, other: TimedStep): boolean {
  return Math.max(one.size, other.size) <= likeSize * Math.min(one.size, other.size);
}
