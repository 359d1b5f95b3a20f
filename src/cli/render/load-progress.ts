import { createLiveLine } from "../terminal/live-line.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Shows on a terminal that a model is being loaded, and how far that is; leaves nothing behind. */
export interface LoadProgress extends Disposable {
  readonly onProgress: (ratio: number) => void;
}

export function createLoadProgress(name: string, terminal: Terminal): LoadProgress {
  const live = createLiveLine(terminal);
  live?.draw(`loading ${name} ...`);
  return {
    onProgress: (ratio) => live?.draw(`loading ${name} ... ${Math.round(ratio * 100)}%`),
    [Symbol.dispose]: () => live?.[Symbol.dispose](),
  };
}
