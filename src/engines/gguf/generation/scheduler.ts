import type { Clock } from "../../../lib/clock.ts";
import type { LlamaContext } from "../llama/llama-context.ts";
import type { Token } from "../llama/vocabulary.ts";
import type { ThreadPlan } from "../threads/measure.ts";
import { createGenerationJob, type Generation, type GenerationJob } from "./generation-job.ts";
import { createPieceBudget } from "./piece-budget.ts";
import { sharePieces } from "./prompt-pieces.ts";
import { type CacheSequence, createSequenceTable } from "./sequence-table.ts";
import { createStateStore } from "./state-store.ts";

/** Runs many generations on one context. */
export interface Scheduler {
  submit(generation: Generation): GenerationJob;
  /** True once `stop` was called: whatever is submitted fails. */
  readonly stopped: boolean;
  /** Fails what runs and waits until the context is idle. */
  stop(error: Error): Promise<void>;
}

export interface SchedulerOptions {
  readonly context: LlamaContext;
  readonly clock: Clock;
  readonly threads: ThreadPlan;
  /** Most requests that are answered at the same time. */
  readonly parallel: number;
  /** Memory for what was computed and is not in the cache any more. */
  readonly savedBytes: number;
  /** Whether a token ends the model's turn. */
  readonly isEnd: (token: Token) => boolean;
}

/** One sequence's share of a step. */
interface Share {
  readonly sequence: CacheSequence;
  readonly job: GenerationJob;
  readonly tokens: number;
  /** Where the scores of the next token will be; absent while more of the prompt is to come. */
  readonly scores: number | undefined;
}

/** With fewer prompt tokens a step is like any that only answers. */
const fewPromptTokens = 16;
/** Room that each answer should have to go on before another request joins: fewer have to be begun again. */
const headroomTokens = 64;

/**
 * Creates a scheduler that computes in lock-step: each step is one batch with the next token of every answer, and pieces
 * of prompts, first come first served.
 *
 * While answers are on their way the pieces are bounded in time, so that nobody waits long for a long prompt. All requests
 * share one cache, so each may use the whole context; when it gets full, what nobody uses goes first, then the request
 * that came last waits again, with what it has already said.
 */
export function createScheduler({ context, clock, threads, parallel, isEnd, savedBytes }: SchedulerOptions): Scheduler {
  const table = createSequenceTable(context, createStateStore(savedBytes));
  const budget = createPieceBudget(context.batchTokens);
  const waiting: GenerationJob[] = [];
  /** Jobs of the last step, which tells them while the next one computes. */
  let untold: readonly GenerationJob[] = [];
  /** Jobs of the step that is being computed. */
  let computing: readonly GenerationJob[] = [];
  let running: Promise<void> | undefined;
  let stopped: Error | undefined;

  async function run(): Promise<void> {
    while (true) {
      for (const sequence of table.running)
        if (sequence.job?.over) table.release(sequence, !sequence.job.generation.promptReuse);
      admit();
      const shares = await step();
      untold = shares.map(({ job }) => job);
      if (shares.length === 0 && waiting.length === 0) return;
    }
  }

  function admit(): void {
    for (let job = waiting[0]; job !== undefined; job = waiting[0]) {
      if (!job.over && (!hasRoom(job) || table.claim(job) === undefined)) return;
      waiting.shift();
    }
  }

  function hasRoom(job: GenerationJob): boolean {
    const others = table.running;
    if (others.length === 0) return true;
    if (others.length >= parallel) return false;
    const used = others.reduce((sum, { held, shared, job: other }) => sum + (other?.length ?? held.length) - shared, 0);
    const needed = job.length - table.countKnown(job) + headroomTokens * (others.length + 1);
    return used + needed <= context.cacheTokens;
  }

  /** Computes one step of all, and meanwhile tells what the last step brought. */
  async function step(): Promise<readonly Share[]> {
    while (true) {
      const shares = fill();
      const told = untold;
      untold = [];
      if (shares.length === 0) {
        for (const job of told) job.tell();
        return [];
      }
      const promptTokens = shares.reduce((sum, { tokens }) => sum + (tokens > 1 ? tokens : 0), 0);
      computing = shares.map(({ job }) => job);
      const startMs = clock.now();
      const decoding = context.decode(chooseThreads(promptTokens, shares.length));
      for (const job of told) job.tell();
      const result = await settle(decoding, shares);
      computing = [];
      if (result === "full") {
        makeRoom();
        continue;
      }
      if (result === "done") {
        budget.learn(promptTokens, clock.now() - startMs);
        for (const share of shares) take(share);
      }
      return shares;
    }
  }

  async function settle(decoding: ReturnType<LlamaContext["decode"]>, shares: readonly Share[]) {
    try {
      const result = await decoding;
      if (result === "aborted") for (const { sequence } of shares) table.repair(sequence);
      return result;
    } catch (error) {
      for (const { job } of shares) job.fail(error);
      // What a failed step left behind is not to be trusted as a prefix.
      for (const { sequence } of shares) table.release(sequence, true);
      return "failed";
    }
  }

  /** Writes the next batch. */
  function fill(): readonly Share[] {
    context.begin();
    const active = table.running.filter(({ job }) => job?.over === false);
    const left = (sequence: CacheSequence) => (sequence.job?.length ?? 0) - sequence.held.length;
    const answering = active.filter((sequence) => left(sequence) === 1 && sequence.held.length > 0);
    const reading = active.filter((sequence) => !answering.includes(sequence));
    const most = context.batchTokens - answering.length;
    const room = answering.length === 0 ? most : Math.min(most, budget.tokens());
    const pieces = sharePieces(reading.map(left), room);
    return [
      ...answering.flatMap((sequence) => add(sequence, 1)),
      ...reading.flatMap((sequence, index) => add(sequence, pieces[index] ?? 0)),
    ];
  }

  function add(sequence: CacheSequence, tokens: number): readonly Share[] {
    const { job, held, id } = sequence;
    if (job === undefined || tokens === 0) return [];
    const isLast = held.length + tokens === job.length;
    let scores: number | undefined;
    for (let index = 0; index < tokens; index++) {
      const position = held.length + index;
      const wanted = isLast && index === tokens - 1;
      const place = context.add(job.at(position), position, id, wanted);
      if (wanted) scores = place;
    }
    return [{ sequence, job, tokens, scores }];
  }

  function take({ sequence, job, tokens, scores }: Share): void {
    table.extend(sequence, tokens);
    if (scores === undefined || job.over) return;
    try {
      const picked = job.generation.picker.pick(context.logits(scores));
      job.take(isEnd(picked.token) && picked.isGiven !== true ? undefined : picked);
    } catch (error) {
      job.fail(error);
    }
  }

  function makeRoom(): void {
    if (table.moveOutOldest()) return;
    const youngest = table.running.at(-1);
    if (youngest?.job === undefined) return;
    if (table.running.length === 1) youngest.job.fail(new Error("prompt and answer must fit the cache: it is full"));
    else waiting.unshift(youngest.job);
    table.release(youngest, false);
    // It is idle now, and not to be kept here.
    table.moveOutOldest();
  }

  function chooseThreads(promptTokens: number, shares: number): number {
    if (promptTokens >= fewPromptTokens) return threads.prompt;
    return shares > 1 ? threads.batch : threads.lone;
  }

  function failAll(error: unknown): void {
    for (const job of waiting.splice(0)) job.fail(error);
    for (const job of [...untold, ...table.running.map((sequence) => sequence.job)]) job?.fail(error);
  }

  function wake(): void {
    // What the steps themselves throw fails their own jobs; anything else leaves no job that could go on.
    running ??= run()
      .catch(failAll)
      .finally(() => {
        running = undefined;
        if (waiting.length > 0) wake();
      });
  }

  /** A step that nobody waits for any more need not be ended. */
  function abandon(): void {
    if (computing.length > 0 && computing.every((job) => job.over)) context.abort();
  }

  return {
    get stopped() {
      return stopped !== undefined;
    },
    submit(generation) {
      const job = createGenerationJob(generation, clock, abandon);
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
