import type { Clock } from "../../../lib/clock.ts";
import type { GenerationJob } from "../../generation/generation-job.ts";
import type { Token } from "../../generation/vocabulary.ts";
import type { DecodeResult, LlamaContext } from "../llama/llama-context.ts";
import type { ThreadPlan } from "../threads/measure.ts";
import { fillBatch, type Share } from "./fill-batch.ts";
import { createPieceBudget, type PieceBudget } from "./piece-budget.ts";
import { longPieceTokens } from "./prompt-pieces.ts";
import type { SequenceTable } from "./sequence-table.ts";
import { createThreadChoice, type ThreadChoice } from "./thread-choice.ts";

export interface StepOptions {
  readonly context: LlamaContext;
  readonly clock: Clock;
  readonly threads: ThreadPlan;
  /** Whether a token ends the model's turn. */
  readonly isEnd: (token: Token) => boolean;
}

/** How a step went: `idle` had nothing to compute, `full` had no room in the cache and is to be tried again. */
export type StepResult = DecodeResult | "idle" | "failed";

/** With fewer prompt tokens a step is like any that only answers. */
const fewPromptTokens = 16;
/** A step of answers that takes no longer is computed on this thread: nobody notices that it listens only in between. */
const shortStepMs = 50;

/**
 * Computes one step of all running sequences at a time, and tells meanwhile what the last step brought.
 *
 * While answers are on their way the pieces of prompts are bounded in time, so that nobody waits long for a long prompt.
 */
export class StepRunner {
  readonly #options: StepOptions;
  readonly #table: SequenceTable;
  readonly #budget: PieceBudget;
  readonly #threads: Readonly<Record<"prompt" | "batch", ThreadChoice>>;
  #untold: readonly GenerationJob[] = [];
  #computing: readonly GenerationJob[] = [];
  #readsFirst = true;
  /** How long the last step took that only answered; absent before the first. */
  #answerMs: number | undefined;

  constructor(options: StepOptions, table: SequenceTable) {
    this.#options = options;
    this.#table = table;
    this.#budget = createPieceBudget(options.context.batchTokens);
    const { threads, context } = options;
    this.#threads = {
      prompt: createThreadChoice(threads.prompt, context.mostThreads),
      batch: createThreadChoice(threads.batch, context.mostThreads),
    };
  }

  /** Jobs of the last step, which have not heard of it yet. */
  get untold(): readonly GenerationJob[] {
    return this.#untold;
  }

  /** Whether the next step, if it only answers, lets nothing else run meanwhile. */
  get blocks(): boolean {
    return this.#answerMs !== undefined && this.#answerMs <= shortStepMs;
  }

  /** Tells what the last step brought. */
  tell(): void {
    const told = this.#untold;
    this.#untold = [];
    for (const job of told) job.tell();
  }

  async run(): Promise<StepResult> {
    const { context, clock } = this.#options;
    const wish = { promptTokens: this.#budget.tokens, readsFirst: this.#readsFirst };
    const shares = fillBatch(context, this.#table.running, wish);
    if (shares.length === 0) {
      this.tell();
      return "idle";
    }
    this.#computing = shares.map(({ job }) => job);
    const promptTokens = shares.reduce((sum, { tokens }) => sum + (tokens > 1 ? tokens : 0), 0);
    this.#readsFirst = promptTokens < longPieceTokens;
    const atOnce = promptTokens === 0 && this.blocks;
    if (atOnce) this.tell();
    const startMs = clock.now();
    const choice = this.#chooseThreads(promptTokens, shares.length);
    const threads = choice?.next() ?? this.#options.threads.lone;
    const decoding = context.decode(threads, atOnce);
    if (!atOnce) this.tell();
    const result = await this.#settle(decoding, shares);
    if (promptTokens === 0) this.#answerMs = clock.now() - startMs;
    if (result !== "full") this.#untold = this.#computing;
    this.#computing = [];
    if (result === "done") {
      const tookMs = clock.now() - startMs;
      this.#budget.learn(promptTokens, tookMs);
      choice?.learn({ threads, size: promptTokens + shares.length, tookMs });
      for (const share of shares) this.#take(share);
    }
    return result;
  }

  /** Ends the running step if nobody waits for it any more. */
  abandon(): void {
    if (this.#computing.length > 0 && this.#computing.every((job) => job.over)) this.#options.context.abort();
  }

  async #settle(decoding: Promise<DecodeResult>, shares: readonly Share[]): Promise<StepResult> {
    try {
      const result = await decoding;
      if (result === "aborted") for (const { sequence } of shares) sequence.repair();
      return result;
    } catch (error) {
      for (const { job } of shares) job.fail(error);
      // What a failed step left behind is not to be trusted as a prefix.
      for (const { sequence } of shares) this.#table.release(sequence, true);
      return "failed";
    }
  }

  /** Notes what was computed and picks the next token. */
  #take({ sequence, job, tokens, scores, promptScores }: Share): void {
    const { context, isEnd } = this.#options;
    sequence.extend(tokens);
    if (job.over) return;
    try {
      for (const { place, index } of promptScores) job.generation.onPromptScores?.(context.logits(place), index);
      if (scores === undefined) return;
      const picked = job.generation.picker.pick(context.logits(scores));
      job.take(isEnd(picked.token) ? undefined : picked);
    } catch (error) {
      job.fail(error);
    }
  }

  /** Absent for a lone answer, whose digits depend on the number of threads: that stays as it is. */
  #chooseThreads(promptTokens: number, shares: number): ThreadChoice | undefined {
    if (promptTokens >= fewPromptTokens) return this.#threads.prompt;
    return shares > 1 ? this.#threads.batch : undefined;
  }
}
