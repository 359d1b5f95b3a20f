import { createLogUpdate } from "log-update";
import { toSafeLine } from "./safe-text.ts";
import type { Terminal } from "./terminal.ts";

/** A line that is drawn over itself while something goes on; nothing of it stays. */
export interface LiveLine extends Disposable {
  /** Of what is no text, only styles come through. */
  draw(line: string): void;
  /** Makes room for what is written in between. */
  clear(): void;
}

/** Creates a line that is drawn over itself on the standard error; absent where nobody looks at it. */
export function createLiveLine({ isInteractive, err }: Terminal): LiveLine | undefined {
  if (!isInteractive) return undefined;
  const update = createLogUpdate(err);
  return {
    draw: (line) => update(toSafeLine(line)),
    clear: () => update.clear(),
    [Symbol.dispose]() {
      update.clear();
      update.done();
    },
  };
}
