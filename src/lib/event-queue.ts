/** A queue between code that is called back and a loop that reads: `push` never waits, the loop gets everything in order. */
export interface EventQueue<T> extends AsyncIterable<T> {
  push(value: T): void;
  /** No more values; the loop ends after those already pushed. */
  end(): void;
  /** The loop throws `error` after the values already pushed. */
  fail(error: unknown): void;
}

/**
 * Creates a queue for one reader.
 *
 * @param onLeave called once when the reader has left or has read everything; frees what feeds the queue
 */
export function createEventQueue<T>(onLeave: () => void | Promise<void> = () => {}): EventQueue<T> {
  const values: T[] = [];
  let ending: { error?: unknown } | undefined;
  let wake: (() => void) | undefined;

  function settle(with_: { error?: unknown }): void {
    ending ??= with_;
    wake?.();
  }

  async function* read(): AsyncGenerator<T> {
    try {
      while (true) {
        while (values.length > 0) yield values.shift() as T;
        if (ending !== undefined) {
          if ("error" in ending) throw ending.error;
          return;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = undefined;
      }
    } finally {
      await onLeave();
    }
  }

  return {
    push(value) {
      if (ending !== undefined) return;
      values.push(value);
      wake?.();
    },
    end: () => settle({}),
    fail: (error) => settle({ error }),
    [Symbol.asyncIterator]: read,
  };
}
