/** Watches how long our own event loop is blocked, which makes every stamp late. */
export interface LoopDelay {
  /** Opens a window; several may be open at once. */
  open(): DelayWindow;
}

/** The time in which one request is measured; disposing it closes it. */
export interface DelayWindow extends Disposable {
  /** The longest delay since the window was opened, in ms. */
  readMs(): number;
}

/**
 * Makes windows that may overlap out of one watcher.
 *
 * @param takeMs the longest delay in ms since it was last asked
 */
export function createDelayWindows(takeMs: () => number): LoopDelay {
  const open = new Set<{ longestMs: number }>();
  const settle = () => {
    const ms = takeMs();
    for (const window of open) window.longestMs = Math.max(window.longestMs, ms);
  };
  return {
    open() {
      settle();
      const window = { longestMs: 0 };
      open.add(window);
      return {
        readMs() {
          settle();
          return window.longestMs;
        },
        [Symbol.dispose]() {
          open.delete(window);
        },
      };
    },
  };
}
