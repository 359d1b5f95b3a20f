import { createLogUpdate } from "log-update";
import { toSafeLine } from "./safe-text.ts";
import type { Terminal } from "./terminal.ts";

/** A line that is drawn over itself while something goes on; nothing of it stays. */
export interface LiveLine extends Disposable {
  /** Of what is no text, only styles come through. */
  draw(line: string): void;
}

/** Creates a line that is drawn over itself on the standard error; absent where nobody looks at it. */
export function createLiveLine({ isInteractive, err, beforeNote }: Terminal): LiveLine | undefined {
  if (!isInteractive) return undefined;
  const update = createLogUpdate(err);
  const makeRoom = () => update.clear();
  beforeNote.add(makeRoom);
  return {
    draw: (line) => update(toSafeLine(line)),
    [Symbol.dispose]() {
      beforeNote.delete(makeRoom);
      update.clear();
      update.done();
    },
  };
}
