import type { Progress } from "../../bench/progress.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatDuration } from "../../report/format/format-duration.ts";
import { createLiveLine, type LiveLine } from "../terminal/live-line.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Redrawing more often than this would disturb what is measured. */
const REDRAW_MS = 250;
const BAR_WIDTH = 24;
/** From so many requests on, the time still needed can be told. */
const LEAST_FOR_ETA = 3;

/** Shows a benchmark as it goes on: which target, how far, how long still, and the current tokens/s. */
export interface BenchProgress extends Disposable {
  readonly onProgress: (progress: Progress) => void;
}

/** Draws one line over itself on a terminal; elsewhere writes a plain line per loaded target and per tenth of the work. */
export function createBenchProgress(terminal: Terminal, now: () => number): BenchProgress {
  const display = new Display(terminal, now);
  return {
    onProgress: (progress) => display.show(progress),
    [Symbol.dispose]: () => display.end(),
  };
}

class Display {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  /** Absent where lines cannot be drawn over. */
  readonly #live: LiveLine | undefined;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #state = { target: "", round: 0, rounds: 0, done: 0, total: 0 };
  #start: { readonly atMs: number; readonly done: number } | undefined;
  #rate: number | undefined;
  #tenth = 0;

  constructor(terminal: Terminal, now: () => number) {
    this.#terminal = terminal;
    this.#now = now;
    this.#live = createLiveLine(terminal);
  }

  show(progress: Progress): void {
    switch (progress.type) {
      case "loading":
        this.#redraw(`loading ${progress.target} ${progress.cache === "cold" ? "(cold)" : ""}`);
        break;
      case "loaded":
        this.#showLoad(progress);
        break;
      case "request":
        this.#showRequest(progress);
        break;
      case "delta":
        if (progress.ms > 0) this.#rate = (progress.tokens / progress.ms) * 1000;
        this.#redrawIfDue();
        break;
      case "sample":
        this.#showSample(progress);
        break;
      case "failure":
        this.#showFailure(progress);
        break;
      default:
        progress satisfies never;
    }
  }

  end(): void {
    this.#live?.[Symbol.dispose]();
  }

  #showLoad({ load }: Progress & { readonly type: "loaded" }): void {
    if (load.cache === "cold") return;
    const threads = load.info.threads === undefined ? "" : `, ${pluralize(load.info.threads, "thread")}`;
    this.#say(`loaded ${load.target} in ${formatDuration(load.loadMs)}${threads}`);
  }

  #showRequest({ cell, rounds, done, total }: Progress & { readonly type: "request" }): void {
    this.#start ??= { atMs: this.#now(), done };
    this.#state = { target: cell.target.id, round: cell.round, rounds, done, total };
    this.#redrawIfDue();
  }

  #showSample({ done, total }: Progress & { readonly type: "sample" }): void {
    this.#state = { ...this.#state, done, total };
    const tenth = Math.floor((done / total) * 10);
    if (this.#live === undefined && tenth > this.#tenth) this.#say(`${done}/${total} requests done`);
    this.#tenth = tenth;
    if (done === total) this.#redraw(this.#describe());
    else this.#redrawIfDue();
  }

  #showFailure({ target, error }: Progress & { readonly type: "failure" }): void {
    this.#say(`${this.#terminal.style("red", "failed")} ${target}: ${error.message}`);
    if (error.hint !== undefined) this.#say(`  hint: ${error.hint}`);
  }

  #redrawIfDue(): void {
    if (this.#live !== undefined && this.#now() - this.#drawnAt >= REDRAW_MS) this.#redraw(this.#describe());
  }

  #redraw(line: string): void {
    this.#drawnAt = this.#now();
    this.#live?.draw(line);
  }

  #say(text: string): void {
    this.#live?.clear();
    this.#terminal.note(text);
  }

  #describe(): string {
    const { target, round, rounds, done, total } = this.#state;
    const filled = total === 0 ? 0 : Math.round((done / total) * BAR_WIDTH);
    const eta = this.#etaMs();
    const parts = [
      `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)} ${done}/${total}`,
      this.#terminal.style("bold", target),
      `round ${round} of ${rounds}`,
      this.#rate === undefined ? "" : `${this.#rate.toFixed(0)} tokens/s`,
      eta === undefined ? "" : `about ${formatDuration(eta)} left`,
    ];
    return parts.filter((part) => part !== "").join("  ");
  }

  #etaMs(): number | undefined {
    const { done, total } = this.#state;
    if (this.#start === undefined || done - this.#start.done < LEAST_FOR_ETA) return undefined;
    return ((this.#now() - this.#start.atMs) / (done - this.#start.done)) * (total - done);
  }
}
