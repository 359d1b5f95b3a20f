/** Places for requests that run at the same time; who comes later waits in order. */
export interface Slots {
  /** Resolves with the function that gives the place back (harmless when called twice), or with undefined when `signal` aborts first. */
  take(signal?: AbortSignal): Promise<(() => void) | undefined>;
}

/** Creates `count` places. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];

  function occupy(): () => void {
    free -= 1;
    let returned = false;
    return () => {
      if (returned) return;
      returned = true;
      free += 1;
      waiting.shift()?.();
    };
  }

  return {
    take(signal) {
      if (signal?.aborted) return Promise.resolve(undefined);
      if (free > 0) return Promise.resolve(occupy());
      return new Promise((resolve) => {
        const enter = () => {
          signal?.removeEventListener("abort", giveUp);
          resolve(occupy());
        };
        const giveUp = () => {
          waiting.splice(waiting.indexOf(enter), 1);
          resolve(undefined);
        };
        waiting.push(enter);
        signal?.addEventListener("abort", giveUp, { once: true });
      });
    },
  };
}
