import { AssayError, type ErrorRecord, toErrorRecord } from "../../core/errors.ts";
import type { Clock } from "../../lib/clock.ts";
import { createEventQueue, type EventQueue } from "../../lib/event-queue.ts";
import { foldRunEvent, type RunEvent, type RunState } from "../../wire/assay/run-events.ts";
import type { BenchTask, FromBench } from "./bench-messages.ts";
import { firstState } from "./run-events.ts";
import type { BenchProcess, SpawnBench } from "./spawn-bench.ts";

/** Makes benchmarks for a service, one at a time, each in a process of its own. */
export interface BenchRunner extends AsyncDisposable {
  /** The run under way; absent while there is none, none has its folder yet, or it has ended. */
  readonly current: RunState | undefined;
  /**
   * Begins a run, and resolves when it has its folder.
   *
   * @param signal stops it as long as it is planned
   * @throws AssayError `run-locked` while another is under way, and whatever planning throws
   */
  start(task: BenchTask, signal: AbortSignal): Promise<RunState>;
  /** The events of the run under way, the state so far first; absent when it is another one. Leaving the loop ends nothing. */
  follow(id: string): AsyncIterable<RunEvent> | undefined;
  /** Stops the run under way after its request; false when it is another one. */
  stop(id: string): boolean;
}

export interface BenchRunnerOptions {
  readonly spawn: SpawnBench;
  readonly clock: Clock;
  /** Gives back memory that is not in use, as far as it can. */
  readonly makeRoom: (needBytes: number) => Promise<void>;
  /** The state of a recorded run, for the samples that earlier sessions have recorded. */
  readonly readState: (id: string) => Promise<RunState>;
  /** Whether the service is on its way out: followers hold it up until the run has ended. */
  readonly isStopping: () => boolean;
}

/** The request under way ends within this time, or the run is cut and can be resumed. */
const STOP_MS = 10_000;
/** Silence that no proxy between cuts, in seconds. */
const HEARTBEAT_SECONDS = 15;

export function createBenchRunner(options: BenchRunnerOptions): BenchRunner {
  return new Runner(options);
}

class Runner implements BenchRunner {
  readonly #options: BenchRunnerOptions;
  readonly #followers = new Set<EventQueue<RunEvent>>();
  /** From the beginning of its planning until its process is gone. */
  #isTaken = false;
  #process: BenchProcess | undefined;
  #state: RunState | undefined;

  constructor(options: BenchRunnerOptions) {
    this.#options = options;
  }

  get current(): RunState | undefined {
    return this.#process === undefined || this.#state?.ended !== undefined ? undefined : this.#state;
  }

  async start(task: BenchTask, signal: AbortSignal): Promise<RunState> {
    if (this.#isTaken) throw oneAtATime(this.current);
    this.#isTaken = true;
    const before = await this.#readBefore(task);
    const started = Promise.withResolvers<RunState>();
    const process = this.#options.spawn((message) => this.#hear(message, before, started));
    this.#process = process;
    this.#state = undefined;
    void process.ended.then((words) => this.#end(words, started.reject));
    const leave = () => process.send({ type: "stop" });
    signal.addEventListener("abort", leave, { once: true });
    process.send({ type: "task", task });
    if (signal.aborted) leave(); // while the state before was read
    return await started.promise.finally(() => signal.removeEventListener("abort", leave));
  }

  follow(id: string): AsyncIterable<RunEvent> | undefined {
    const state = this.current;
    if (state?.id !== id) return undefined;
    const left = new AbortController();
    const queue: EventQueue<RunEvent> = createEventQueue(() => {
      left.abort();
      this.#followers.delete(queue);
    });
    queue.push({ type: "state", state });
    this.#followers.add(queue);
    void this.#beat(queue, left.signal);
    return queue;
  }

  stop(id: string): boolean {
    if (this.current?.id !== id) return false;
    this.#process?.send({ type: "stop" });
    this.#tell({ type: "stopping" });
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const process = this.#process;
    if (process === undefined) return;
    process.send({ type: "stop" });
    const patience = new AbortController();
    await Promise.race([process.ended, this.#options.clock.sleep(STOP_MS, patience.signal)]);
    patience.abort();
    process.kill();
    await process.ended;
  }

  /** What earlier sessions of a run have recorded; absent for a new run. */
  async #readBefore({ resume }: BenchTask): Promise<RunState | undefined> {
    try {
      return resume === undefined ? undefined : await this.#options.readState(resume);
    } catch (error) {
      this.#isTaken = false;
      throw error;
    }
  }

  #hear(message: FromBench, before: RunState | undefined, started: PromiseWithResolvers<RunState>): void {
    switch (message.type) {
      case "needs":
        void this.#makeRoom(message.bytes);
        break;
      case "started":
        this.#state = {
          ...firstState(message.run, message.notes),
          done: message.recorded,
          ...(before && { samples: before.samples, loads: before.loads }),
        };
        started.resolve(this.#state);
        break;
      case "event":
        this.#tell(message.event);
        break;
      case "failed":
        started.reject(new AssayError(message.error));
        this.#fail(message.error);
        break;
      default:
        message satisfies never;
    }
  }

  async #makeRoom(bytes: number): Promise<void> {
    await this.#options.makeRoom(bytes).catch(() => {}); // the models say what they lack
    this.#process?.send({ type: "room-made" });
  }

  #tell(event: RunEvent): void {
    if (this.#state !== undefined) this.#state = foldRunEvent(this.#state, event);
    for (const follower of this.#followers) {
      follower.push(event);
      if (event.type === "ended") follower.end();
    }
  }

  #fail(error: ErrorRecord): void {
    if (this.#state?.ended !== undefined) return;
    const { remedies: _, ...plain } = error;
    this.#tell({ type: "ended", status: "interrupted", error: plain });
  }

  #end(words: string, reject: (error: AssayError) => void): void {
    const error = new AssayError({
      code: "internal",
      message: `The process that measured has ended by itself.${words === "" ? "" : `\n${words.trim()}`}`,
      hint: "What was measured is kept: resume the run.",
    });
    reject(error); // heard by nobody once the run has started
    this.#fail(toErrorRecord(error));
    this.#process = undefined;
    this.#isTaken = false;
  }

  async #beat(queue: EventQueue<RunEvent>, left: AbortSignal): Promise<void> {
    for (let second = 1; ; second++) {
      await this.#options.clock.sleep(1_000, left);
      if (left.aborted) return;
      if (this.#options.isStopping()) this.#process?.send({ type: "stop" });
      if (second % HEARTBEAT_SECONDS === 0) queue.push({ type: "heartbeat" });
    }
  }
}

function oneAtATime(state: RunState | undefined): AssayError {
  return new AssayError({
    code: "run-locked",
    message:
      state === undefined
        ? "Another run is just beginning or ending, and one is measured at a time."
        : `The run ${state.id} is under way (${state.done} of ${state.total} requests), and one is measured at a time.`,
    hint: "Wait until it has ended, or stop it: it can be resumed later.",
  });
}
