import { createLogUpdate } from "log-update";
import type { Progress } from "../../bench/progress.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatDuration } from "../../report/format/format-duration.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Redrawing more often than this would disturb what is measured. */
const REDRAW_MS = 250;
const BAR_WIDTH = 24;

/** Shows a benchmark as it goes on: which target, how far, how long still, and the current tokens/s. */
export interface BenchProgress extends Disposable {
  readonly onProgress: (progress: Progress) => void;
}

/** Draws one line over itself on a terminal; elsewhere writes a plain line per loaded target and per tenth of the work. */
export function createBenchProgress(terminal: Terminal, now: () => number, rounds: number): BenchProgress {
  const draw = terminal.isInteractive ? createLogUpdate(terminal.err) : undefined;
  let line = "";
  let drawnAt = Number.NEGATIVE_INFINITY;
  let startedAt: number | undefined;
  let startedDone = 0;
  let rate: number | undefined;
  let state = { target: "", round: 0, done: 0, total: 0 };
  let tenth = 0;

  const redraw = (force: boolean) => {
    if (draw === undefined || (!force && now() - drawnAt < REDRAW_MS)) return;
    drawnAt = now();
    draw(line);
  };

  const say = (text: string) => {
    draw?.clear();
    terminal.note(text);
  };

  const describe = () => {
    const { target, round, done, total } = state;
    const filled = total === 0 ? 0 : Math.round((done / total) * BAR_WIDTH);
    const bar = `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)}`;
    const eta = etaMs();
    const parts = [
      `${bar} ${done}/${total}`,
      terminal.style("bold", target),
      `round ${round} of ${rounds}`,
      rate === undefined ? "" : `${rate.toFixed(0)} tokens/s`,
      eta === undefined ? "" : `about ${formatDuration(eta)} left`,
    ];
    return parts.filter((part) => part !== "").join("  ");
  };

  const etaMs = () => {
    const made = state.done - startedDone;
    if (startedAt === undefined || made < 3) return undefined;
    return ((now() - startedAt) / made) * (state.total - state.done);
  };

  return {
    onProgress(progress) {
      switch (progress.type) {
        case "loading":
          line = `loading ${progress.target} ${progress.cache === "cold" ? "(cold)" : ""}`;
          redraw(true);
          break;
        case "loaded": {
          const { load } = progress;
          const threads = load.info.threads === undefined ? "" : `, ${pluralize(load.info.threads, "thread")}`;
          if (load.cache !== "cold") say(`loaded ${load.target} in ${formatDuration(load.loadMs)}${threads}`);
          break;
        }
        case "request":
          if (startedAt === undefined) startedDone = progress.done;
          startedAt ??= now();
          state = {
            target: progress.cell.target.id,
            round: progress.cell.round,
            done: progress.done,
            total: progress.total,
          };
          line = describe();
          redraw(false);
          break;
        case "delta":
          if (progress.ms > 0) rate = (progress.tokens / progress.ms) * 1000;
          if (draw !== undefined && now() - drawnAt >= REDRAW_MS) {
            line = describe();
            redraw(true);
          }
          break;
        case "sample": {
          state = { ...state, done: progress.done, total: progress.total };
          line = describe();
          const now10 = Math.floor((progress.done / progress.total) * 10);
          if (draw === undefined && now10 > tenth) say(`${progress.done}/${progress.total} requests done`);
          tenth = now10;
          redraw(progress.done === progress.total);
          break;
        }
        case "failure":
          say(`${terminal.style("red", "failed")} ${progress.target}: ${progress.error.message}`);
          if (progress.error.hint !== undefined) say(`  hint: ${progress.error.hint}`);
          break;
        default:
          progress satisfies never;
      }
    },
    [Symbol.dispose]() {
      draw?.clear();
      draw?.done();
    },
  };
}
