import type { Progress } from "../../bench/progress.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatDuration } from "../../report/format/format-duration.ts";
import { createLiveLine, type LiveLine } from "../terminal/live-line.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { createRequestLine, fitParts } from "./progress-line.ts";

/** Redrawing more often than this would disturb what is measured. */
const REDRAW_MS = 250;
/** Seconds pass while a model is loaded, and nothing else happens. */
const TICK_MS = 1000;

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
  readonly #requests: ReturnType<typeof createRequestLine>;
  readonly #ticks: NodeJS.Timeout | undefined;
  #drawnAt = Number.NEGATIVE_INFINITY;
  /** The parts of the line now, the most telling first. */
  #describe: () => readonly string[] = () => [];
  #step = { name: "", sinceMs: 0 };
  #tenth = 0;

  constructor(terminal: Terminal, now: () => number) {
    this.#terminal = terminal;
    this.#now = now;
    this.#live = createLiveLine(terminal);
    this.#requests = createRequestLine(now, (text) => terminal.style("bold", text));
    this.#ticks = this.#live && setInterval(() => this.#redraw(), TICK_MS).unref();
  }

  show(progress: Progress): void {
    switch (progress.type) {
      case "loading":
        this.#showLoading(progress);
        break;
      case "loaded":
        this.#showLoad(progress);
        break;
      case "warm-up":
        this.#begin(`warming up ${progress.target}`, `request ${progress.number} of at most ${progress.most}`);
        break;
      case "request":
        this.#requests.begin(progress);
        this.#describe = this.#requests.describe;
        this.#redrawIfDue();
        break;
      case "delta":
        this.#requests.note(progress);
        this.#redrawIfDue();
        break;
      case "sample":
        this.#showSample(progress);
        break;
      case "look":
        this.#showLook(progress);
        break;
      case "failure":
        this.#showFailure(progress);
        break;
      default:
        progress satisfies never;
    }
  }

  end(): void {
    clearInterval(this.#ticks);
    this.#live?.[Symbol.dispose]();
  }

  #showLoading({ target, cache, number, of }: Progress & { readonly type: "loading" }): void {
    const which = of === 1 ? "" : `load ${number} of ${of}`;
    this.#begin(`loading ${target}`, [which, cache === "cold" ? "(cold)" : ""].filter((part) => part !== "").join(" "));
  }

  /** The last of several loads is the one that stays. */
  #showLoad({ load, number, of }: Progress & { readonly type: "loaded" }): void {
    if (number < of) return;
    const threads = load.info.threads === undefined ? "" : `, ${pluralize(load.info.threads, "thread")}`;
    this.#terminal.note(`loaded ${load.target} in ${formatDuration(load.loadMs)}${threads}`);
  }

  /** A step of which only the time tells that it goes on; its time is counted over all that it consists of. */
  #begin(name: string, part: string): void {
    if (this.#step.name !== name) this.#step = { name, sinceMs: this.#now() };
    const { sinceMs } = this.#step;
    this.#describe = () => [name, part, `${Math.round((this.#now() - sinceMs) / 1000)} s`];
    this.#redraw();
  }

  #showSample({ done, total }: Progress & { readonly type: "sample" }): void {
    this.#requests.end(done, total);
    const tenth = Math.floor((done / total) * 10);
    if (this.#live === undefined && tenth > this.#tenth) this.#terminal.note(`${done}/${total} requests done`);
    this.#tenth = tenth;
    if (done === total) this.#redraw();
    else this.#redrawIfDue();
  }

  #showLook({ look }: Progress & { readonly type: "look" }): void {
    const { number, of, prompts, state } = look;
    this.#terminal.note(`look ${number} of ${of}, ${pluralize(prompts, "prompt")}: ${state}`);
  }

  #showFailure({ target, error }: Progress & { readonly type: "failure" }): void {
    this.#terminal.note(`${this.#terminal.style("red", "failed")} ${target}: ${error.message}`);
    if (error.hint !== undefined) this.#terminal.note(`  hint: ${error.hint}`);
  }

  #redrawIfDue(): void {
    if (this.#now() - this.#drawnAt >= REDRAW_MS) this.#redraw();
  }

  #redraw(): void {
    this.#drawnAt = this.#now();
    this.#live?.draw(fitParts(this.#describe(), this.#terminal.err.columns ?? Number.POSITIVE_INFINITY));
  }
}
