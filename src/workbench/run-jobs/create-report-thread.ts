import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { AssayError } from "../../core/errors.ts";
import type { Clock } from "../../lib/clock.ts";
import type { ReportJob, ReportPlace } from "./report-jobs.ts";
import type { ReportAnswer, ReportQuestion } from "./report-worker.ts";

/** Does jobs on recorded runs beside the thread that asks. */
export interface ReportThread extends AsyncDisposable {
  /** @throws AssayError as `doReportJob()`, `aborted` when it is disposed before it is done */
  ask(job: ReportJob): Promise<string>;
}

/** A reader opens one report after the other; after so long without one, the memory of the thread is worth more. */
const IDLE_MS = 60_000;

interface Waiting {
  readonly resolve: (text: string) => void;
  readonly reject: (error: AssayError) => void;
}

/** Creates a thread that starts with its first job and ends when it has had none for a while. */
export function createReportThread(place: ReportPlace, clock: Clock): ReportThread {
  return new Thread(place, clock);
}

class Thread implements ReportThread {
  readonly #place: ReportPlace;
  readonly #clock: Clock;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #idle = new AbortController();
  #lastNumber = 0;

  constructor(place: ReportPlace, clock: Clock) {
    this.#place = place;
    this.#clock = clock;
  }

  ask(job: ReportJob): Promise<string> {
    this.#idle.abort();
    this.#worker ??= this.#start();
    const number = ++this.#lastNumber;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.#waiting.set(number, { resolve, reject });
    this.#worker.postMessage({ number, job } satisfies ReportQuestion);
    return promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#idle.abort();
    this.#failAll(
      new AssayError({ code: "aborted", message: "The report was not finished: the service is stopping." }),
    );
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const entry = new URL(`./report-worker${extname(import.meta.url)}`, import.meta.url);
    const worker = new Worker(entry, { workerData: this.#place, execArgv: [] });
    worker.on("message", (answer: ReportAnswer) => this.#hear(answer));
    worker.on("error", (cause) => this.#end(worker, cause));
    worker.on("exit", () => this.#end(worker));
    return worker;
  }

  #hear(answer: ReportAnswer): void {
    const waiting = this.#waiting.get(answer.number);
    this.#waiting.delete(answer.number);
    if ("text" in answer) waiting?.resolve(answer.text);
    else waiting?.reject(new AssayError(answer.error));
    if (this.#waiting.size === 0) void this.#endWhenIdle();
  }

  async #endWhenIdle(): Promise<void> {
    this.#idle = new AbortController();
    const { signal } = this.#idle;
    await this.#clock.sleep(IDLE_MS, signal);
    if (signal.aborted) return;
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  /** What it had not answered by then, it never will. */
  #end(worker: Worker, cause?: unknown): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.#failAll(new AssayError({ code: "internal", message: "The thread that computes reports has ended.", cause }));
  }

  #failAll(error: AssayError): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
  }
}
