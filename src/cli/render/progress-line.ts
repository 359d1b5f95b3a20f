import { stripVTControlCharacters } from "node:util";
import type { Progress } from "../../bench/progress.ts";
import { formatSeconds } from "../../report/format/format-duration.ts";

const BAR_WIDTH = 16;
const GAP = "  ";
/** From so many requests on, the time still needed can be told. */
const LEAST_FOR_ETA = 3;

/** The line of the timed requests: a bar, the target, the round, the rate of the answer under way and the time to go. */
export function createRequestLine(now: () => number, emphasize: (text: string) => string) {
  let state = { target: "", round: 0, rounds: 0, done: 0, total: 0 };
  let start: { readonly atMs: number; readonly done: number } | undefined;
  let rate: number | undefined;

  function etaMs(): number | undefined {
    const { done, total } = state;
    if (start === undefined || done - start.done < LEAST_FOR_ETA) return undefined;
    return ((now() - start.atMs) / (done - start.done)) * (total - done);
  }

  return {
    begin({ cell, rounds, done, total }: Progress & { readonly type: "request" }): void {
      start ??= { atMs: now(), done };
      state = { target: cell.target.id, round: cell.round, rounds, done, total };
    },
    note({ tokens, ms }: Progress & { readonly type: "delta" }): void {
      if (ms > 0) rate = (tokens / ms) * 1000;
    },
    end(done: number, total: number): void {
      state = { ...state, done, total };
    },
    /** The parts, the most telling first. */
    describe(): readonly string[] {
      const { target, round, rounds, done, total } = state;
      const filled = total === 0 ? 0 : Math.round((done / total) * BAR_WIDTH);
      const eta = etaMs();
      const parts = [
        `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)} ${done}/${total}`,
        eta === undefined ? "" : `${formatSeconds(eta)} left`,
        emphasize(target),
        `round ${round} of ${rounds}`,
        rate === undefined ? "" : `${rate.toFixed(0)} tokens/s`,
      ];
      return parts.filter((part) => part !== "");
    },
  };
}

/** Joins as many parts as fit into one line of a terminal, the first ones first; a terminal wraps what fills its last column. */
export function fitParts(parts: readonly string[], columns: number): string {
  let line = "";
  for (const part of parts.filter((text) => text !== "")) {
    const longer = line === "" ? part : `${line}${GAP}${part}`;
    const width = stripVTControlCharacters(longer).length;
    if (width < columns) line = longer;
    else if (line === "") return `${stripVTControlCharacters(part).slice(0, Math.max(0, columns - 2))}…`;
  }
  return line;
}
