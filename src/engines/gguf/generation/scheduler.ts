import { setImmediate } from "node:timers/promises";
import type { Generation, GenerationJob, Scheduler } from "../../generation/generation-job.ts";
import { JobIntake } from "../../generation/job-intake.ts";
import type { CacheGrowth } from "./cache-growth.ts";
import { laneTokens } from "./cache-shape.ts";
import { SequenceTable } from "./sequence-table.ts";
import { createStateStore } from "./state-store.ts";
import { type StepOptions, StepRunner } from "./step-runner.ts";

export interface SchedulerOptions extends StepOptions {
  /** Most requests that are answered at the same time. */
  readonly parallel: number;
  /** Memory for what was computed and is not in the cache any more. */
  readonly savedBytes: number;
  /** How the cache grows; absent: it stays as it is. */
  readonly growth?: CacheGrowth | undefined;
}

/** Room that each answer should have to go on before another request joins: fewer have to be begun again. */
const headroomTokens = 64;
/** While steps let nothing else run, messages are heard this often: a turn of the event loop takes as long as picking a token. */
const listenMs = 20;
/** A request seldom comes alone: so long after one, they are heard before each step, and awaited no longer while they keep coming. */
const gatherMs = 100;

/**
 * Creates a scheduler that computes in lock-step: each step is one batch with the next token of every answer, and pieces
 * of prompts, first come first served.
 *
 * The cache grows with those who use it, as far as memory was planned, so each may use the whole context; when it gets
 * full, what nobody uses goes first, then the request that came last waits again, with what it has already said.
 */
export function createScheduler(options: SchedulerOptions): Scheduler {
  return new LockStepScheduler(options);
}

class LockStepScheduler implements Scheduler {
  readonly #options: SchedulerOptions;
  readonly #table: SequenceTable;
  readonly #steps: StepRunner;
  readonly #intake: JobIntake;
  #listenedMs = 0;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#table = new SequenceTable(options.context, createStateStore(options.savedBytes));
    this.#steps = new StepRunner(options, this.#table);
    this.#intake = new JobIntake({
      clock: options.clock,
      // What the steps themselves throw fails their own jobs; anything else leaves no job that could go on.
      run: () => this.#run().catch((error) => this.#failAll(error)),
      onClose: () => this.#steps.abandon(),
    });
  }

  get stopped(): boolean {
    return this.#intake.stopped;
  }

  submit(generation: Generation): GenerationJob {
    return this.#intake.submit(generation);
  }

  stop(error: Error): Promise<void> {
    return this.#intake.stop(error, this.#begun());
  }

  async #run(): Promise<void> {
    // Messages that are here already come with the next turn.
    await setImmediate();
    while (true) {
      if (this.#steps.blocks || this.#table.running.length === 0) await this.#listen();
      this.#releaseEnded();
      this.#admit();
      this.#lengthen();
      let result = await this.#steps.run();
      while (result === "full") {
        this.#makeRoom();
        result = await this.#steps.run();
      }
      if (result === "idle" && this.#intake.waiting.length === 0) return;
    }
  }

  /** What was told leaves this process, and those who ask together begin together. */
  async #listen(): Promise<void> {
    this.#steps.tell();
    // Whoever reads the answer does so in promises, which come first.
    await new Promise<void>((resolve) => process.nextTick(resolve));
    const { clock } = this.#options;
    const nowMs = clock.now();
    if (nowMs - this.#listenedMs < listenMs && nowMs - this.#intake.submittedMs > gatherMs) return;
    let waiting: number;
    do {
      waiting = this.#intake.waiting.length;
      await setImmediate();
    } while (this.#intake.waiting.length > waiting && clock.now() - nowMs < gatherMs);
    this.#listenedMs = clock.now();
  }

  #releaseEnded(): void {
    for (const sequence of this.#table.running)
      if (sequence.job?.over) this.#table.release(sequence, !sequence.job.generation.promptReuse);
  }

  #admit(): void {
    for (let [job] = this.#intake.waiting; job !== undefined; [job] = this.#intake.waiting) {
      if (!job.over && (!this.#hasRoom(job) || this.#table.claim(job, this.#countNext()) === undefined)) return;
      this.#intake.waiting.shift();
    }
  }

  #hasRoom(job: GenerationJob): boolean {
    const { parallel, context } = this.#options;
    const others = this.#table.running;
    if (others.length >= parallel) return false;
    const { growth } = this.#options;
    if (growth !== undefined && (context.shape.lanes || others.length === 0))
      return growth.fit(this.#table, { joining: job, waiting: this.#countNext() }) || others.length === 0;
    if (others.length === 0) return true;
    const used = others.reduce((sum, { held, shared, job: other }) => sum + (other?.length ?? held.length) - shared, 0);
    const needed = job.length - this.#table.countKnown(job) + headroomTokens * (others.length + 1);
    return used + needed <= context.shape.cacheTokens;
  }

  /** Requests that would run too if there were room. */
  #countNext(): number {
    const free = this.#options.parallel - this.#table.running.length - 1;
    return Math.max(0, Math.min(free, this.#intake.waiting.length - 1));
  }

  /** Makes room for answers that have come to the end of their lane. */
  #lengthen(): void {
    const { context, growth } = this.#options;
    const isOver = (job: GenerationJob | undefined) => (job?.length ?? 0) > laneTokens(context.shape);
    while (context.shape.lanes && this.#table.running.some(({ job }) => isOver(job)))
      if (growth?.fit(this.#table, { waiting: 0 }) !== true) this.#dropYoungest();
  }

  #makeRoom(): void {
    if (!this.#table.moveOutOldest()) this.#dropYoungest();
  }

  /** Lets the request wait again that came last. */
  #dropYoungest(): void {
    const { running } = this.#table;
    const youngest = running.at(-1);
    if (youngest?.job === undefined) return;
    if (running.length === 1) youngest.job.fail(new Error("prompt and answer must fit the cache: it is full"));
    else this.#intake.waiting.unshift(youngest.job);
    this.#table.release(youngest, false);
    // It is idle now, and not to be kept here.
    this.#table.moveOutOldest();
  }

  /** All jobs that have begun, those included that have not heard of their last token. */
  #begun(): readonly (GenerationJob | undefined)[] {
    return [...this.#steps.untold, ...this.#table.running.map((sequence) => sequence.job)];
  }

  #failAll(error: unknown): void {
    for (const job of [...this.#intake.waiting.splice(0), ...this.#begun()]) job?.fail(error);
  }
}
