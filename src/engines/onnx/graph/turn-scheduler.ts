import type { Clock } from "../../../lib/clock.ts";
import { countCommon } from "../../generation/count-common.ts";
import type { Generation, GenerationJob, Scheduler } from "../../generation/generation-job.ts";
import { JobIntake } from "../../generation/job-intake.ts";
import type { Token } from "../../generation/vocabulary.ts";
import type { Decoder, Scores } from "./decoder.ts";
import { toRunError } from "./errors.ts";
import type { KeyValueCache } from "./key-value-cache.ts";
import { createPieceSize, type PieceSize } from "./piece-size.ts";

export interface TurnOptions {
  readonly decoder: Decoder;
  readonly clock: Clock;
  /** Most requests that are answered at the same time. */
  readonly parallel: number;
  readonly isEnd: (token: Token) => boolean;
}

/** A sequence that is kept, and whose it is. */
interface Lane {
  readonly cache: KeyValueCache;
  job: GenerationJob | undefined;
}

/**
 * Creates a scheduler in which the running requests take turns, token by token: a graph computes one sequence at a time.
 *
 * What a request leaves behind is kept for the next one that begins alike.
 */
export function createTurnScheduler(options: TurnOptions): Scheduler {
  return new TurnScheduler(options);
}

class TurnScheduler implements Scheduler {
  readonly #options: TurnOptions;
  readonly #pieces: PieceSize;
  readonly #intake: JobIntake;
  /** The one that was used last stands last. */
  #lanes: readonly Lane[] = [];

  constructor(options: TurnOptions) {
    this.#options = options;
    this.#pieces = createPieceSize();
    this.#intake = new JobIntake({ clock: options.clock, run: () => this.#run() });
  }

  get stopped(): boolean {
    return this.#intake.stopped;
  }

  submit(generation: Generation): GenerationJob {
    return this.#intake.submit(generation);
  }

  async stop(error: Error): Promise<void> {
    await this.#intake.stop(
      error,
      this.#lanes.map((lane) => lane.job),
    );
    // What the runtime holds for them goes before the graph does.
    for (const { cache } of this.#lanes) cache.cut(0);
    this.#lanes = [];
  }

  async #run(): Promise<void> {
    while (true) {
      this.#release();
      this.#admit();
      const active = this.#lanes.filter(({ job }) => job !== undefined);
      if (active.length === 0) return;
      for (const lane of active) await this.#step(lane);
    }
  }

  #release(): void {
    for (const lane of this.#lanes) {
      if (lane.job?.over !== true) continue;
      if (!lane.job.generation.promptReuse) lane.cache.cut(0);
      lane.job = undefined;
    }
  }

  #admit(): void {
    for (let [job] = this.#intake.waiting; job !== undefined; [job] = this.#intake.waiting) {
      if (!job.over && !this.#begin(job)) return;
      this.#intake.waiting.shift();
    }
  }

  /** Gives the job the idle lane that begins most like it; false when all are taken. */
  #begin(job: GenerationJob): boolean {
    const idle = this.#lanes.filter((lane) => lane.job === undefined);
    const known = idle.map((lane) => ({ lane, tokens: countKnown(lane.cache, job) }));
    const [best] = known.sort((a, b) => b.tokens - a.tokens);
    const isFull = this.#lanes.length >= this.#options.parallel;
    if (best === undefined && isFull) return false;
    const lane =
      best === undefined || (best.tokens === 0 && !isFull)
        ? { cache: this.#options.decoder.createCache(), job }
        : best.lane;
    lane.cache.cut(lane === best?.lane ? best.tokens : 0);
    lane.job = job;
    this.#lanes = [...this.#lanes.filter((one) => one !== lane), lane];
    job.begin(Math.min(lane.cache.held.length, job.generation.prompt.length));
    return true;
  }

  /** Computes the next token of an answer, or the next piece of a prompt. */
  async #step({ cache, job }: Lane): Promise<void> {
    if (job === undefined || job.over) return;
    const start = cache.held.length;
    const end = Math.min(job.length, start + this.#pieces.tokens);
    const tokens = Array.from({ length: end - start }, (_, index) => job.at(start + index));
    const isScored = job.generation.onPromptScores !== undefined && start < job.generation.prompt.length;
    try {
      const startMs = this.#options.clock.now();
      const scores = await this.#options.decoder.compute(cache, tokens, { allScores: isScored });
      this.#pieces.learn(tokens.length, this.#options.clock.now() - startMs);
      if (job.over) return;
      if (isScored) tellPromptScores(job, start, scores);
      if (end < job.length) return;
      const picked = job.generation.picker.pick(scores.last);
      job.take(this.#options.isEnd(picked.token) ? undefined : picked);
      job.tell();
    } catch (cause) {
      // What a failed step left behind is not to be trusted as a prefix.
      cache.cut(0);
      job.fail(toRunError(cause));
    }
  }
}

function countKnown({ held }: KeyValueCache, job: GenerationJob): number {
  if (!job.generation.promptReuse || job.generation.onPromptScores !== undefined) return 0;
  return countCommon(held, job);
}

/** The scores of each token say how likely the next one was. */
function tellPromptScores({ generation }: GenerationJob, start: number, { rows }: Scores): void {
  for (const [row, scores] of rows.entries()) {
    const index = start + row + 1;
    if (index < generation.prompt.length) generation.onPromptScores?.(scores, index);
  }
}
