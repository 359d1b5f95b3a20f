import type { LoadMode } from "./load-mode.ts";

/** One request at a time, the next as soon as the one before has ended: the latency of a target that nobody else uses. */
export const sequential: LoadMode = {
  turn: "request",
  async run(cells, { measure, over }) {
    for (const cell of cells) {
      if (over.aborted) return;
      await measure(cell);
    }
  },
};
