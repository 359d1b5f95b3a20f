import type { LlamaContextSequence } from "node-llama-cpp";
import type { Clock } from "../../../lib/clock.ts";
import type { ThreadPlan } from "../threads/measure.ts";
import { chooseSlot } from "./choose-slot.ts";
import { createGenerationJob, type Generation, type GenerationJob } from "./generation-job.ts";
import { createPieceBudget } from "./piece-budget.ts";
import { isShortPiece, sharePieces } from "./prompt-pieces.ts";
import { createSequenceSlot, type SequenceSlot } from "./sequence-slot.ts";

/** Runs many generations on the sequences of one context. */
export interface Scheduler {
  submit(generation: Generation): GenerationJob;
  /** True once `stop` was called: whatever is submitted fails. */
  readonly stopped: boolean;
  /** Fails what runs and waits until the context is idle. */
  stop(error: Error): Promise<void>;
}

export interface SchedulerOptions {
  /** All sequences of one context, by id from 0. */
  readonly sequences: readonly LlamaContextSequence[];
  readonly clock: Clock;
  readonly threads: ThreadPlan;
  /** Most tokens of one batch. */
  readonly batchTokens: number;
  /** Sets the threads of the next step. */
  readonly setThreads: (threads: number) => void;
}

/** With fewer prompt tokens a tick is like any decoding step. */
const fewPromptTokens = 16;

/**
 * Creates a scheduler that decodes in lock-step.
 *
 * llama.cpp joins tokens of several sequences into one batch only when their ids ascend without a gap, and only when
 * all are queued at once. So each tick asks for the next token of every active sequence, in order of id, in one
 * synchronous pass. Prompts join as pieces that are bounded in time, so that nobody waits long for a long prompt and a
 * cancelled request stops soon. Requests beyond the number of sequences wait in order.
 */
export function createScheduler({ sequences, clock, threads, batchTokens, setThreads }: SchedulerOptions): Scheduler {
  let uses = 0;
  const slots = sequences.map((sequence) => createSequenceSlot(sequence, () => ++uses));
  const budget = createPieceBudget(batchTokens - sequences.length);
  const waiting: GenerationJob[] = [];
  /** Jobs of the last step, which tells them while the next one computes. */
  let untold: readonly GenerationJob[] = [];
  let running: Promise<void> | undefined;
  let stopped: Error | undefined;

  async function run(): Promise<void> {
    while (true) {
      for (const slot of slots) if (slot.job?.over) slot.release();
      await admit();
      const active = slots.filter((slot) => slot.job !== undefined);
      const jobs = active.flatMap(({ job }) => job ?? []);
      await tick(active);
      untold = jobs;
      if (active.length === 0 && waiting.length === 0) return;
    }
  }

  async function admit(): Promise<void> {
    for (let job = waiting[0]; job !== undefined; job = waiting[0]) {
      const slot = chooseSlot(slots, job.generation);
      if (slot === undefined) return;
      waiting.shift();
      if (!job.over) await slot.begin(job);
    }
  }

  /** Computes one step of all, and meanwhile tells what the last step brought. */
  async function tick(active: readonly SequenceSlot[]): Promise<void> {
    const left = active.map((slot) => slot.job?.promptLeft.length ?? 0);
    const pieces = sharePieces(left, budget.tokens());
    const together = active.filter((_, index) => isShortPiece(pieces[index]));
    const promptTokens = pieces.reduce<number>((sum, piece = 0) => sum + (isShortPiece(piece) ? piece : 0), 0);
    if (promptTokens >= fewPromptTokens) setThreads(threads.prompt);
    else if (together.length > 0) setThreads(together.length > 1 ? threads.batch : threads.lone);
    // All steps are queued in this one synchronous pass; awaiting between them would split the batch.
    const step = Promise.all(together.map((slot) => slot.step(pieces[active.indexOf(slot)] ?? 0)));
    if (together.length > 0) await batchStart();
    for (const job of untold) job.tell();
    await step;

    for (const [index, slot] of active.entries()) {
      const piece = pieces[index];
      if (piece === undefined || isShortPiece(piece)) continue;
      setThreads(threads.prompt);
      const startMs = clock.now();
      await slot.step(piece);
      budget.learn(piece, clock.now() - startMs);
    }
  }

  function failAll(error: unknown): void {
    for (const job of waiting.splice(0)) job.fail(error);
    for (const job of [...untold, ...slots.map((slot) => slot.job)]) job?.fail(error);
  }

  function wake(): void {
    // What the steps themselves throw fails their own job; anything else leaves no job that could go on.
    running ??= run()
      .catch(failAll)
      .finally(() => {
        running = undefined;
        if (waiting.length > 0) wake();
      });
  }

  return {
    get stopped() {
      return stopped !== undefined;
    },
    submit(generation) {
      const job = createGenerationJob(generation, clock);
      if (stopped !== undefined) job.fail(stopped);
      else {
        waiting.push(job);
        wake();
      }
      return job;
    },
    async stop(error) {
      stopped ??= error;
      failAll(stopped);
      await running;
    },
  };
}

/** Resolves once the library has handed the queued steps to its worker: it does so in the event loop's next turn. */
async function batchStart(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}
