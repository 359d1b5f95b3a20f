import type { Clock } from "../../lib/clock.ts";
import { createGenerationJob, type Generation, type GenerationJob } from "./generation-job.ts";

export interface IntakeOptions {
  readonly clock: Clock;
  /** Serves what waits until nothing does; started whenever something comes meanwhile. */
  readonly run: () => Promise<void>;
  /** Called once for each job of which nothing more is wanted. */
  readonly onClose?: (() => void) | undefined;
}

/** The requests that wait for a scheduler, and its loop, which runs as long as there are any. */
export class JobIntake {
  readonly waiting: GenerationJob[] = [];
  readonly #options: IntakeOptions;
  #running: Promise<void> | undefined;
  #stopped: Error | undefined;
  #submittedMs = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  get stopped(): boolean {
    return this.#stopped !== undefined;
  }

  /** When the last request came, by the clock. */
  get submittedMs(): number {
    return this.#submittedMs;
  }

  submit(generation: Generation): GenerationJob {
    const { clock, onClose = () => {} } = this.#options;
    const job = createGenerationJob(generation, clock, onClose);
    if (this.#stopped !== undefined) job.fail(this.#stopped);
    else {
      this.waiting.push(job);
      this.#submittedMs = clock.now();
      this.#wake();
    }
    return job;
  }

  /** Fails what waits, and from now on whatever comes; resolves when the loop has ended. */
  async stop(error: Error, running: readonly (GenerationJob | undefined)[]): Promise<void> {
    this.#stopped ??= error;
    for (const job of [...this.waiting.splice(0), ...running]) job?.fail(this.#stopped);
    await this.#running;
  }

  #wake(): void {
    this.#running ??= this.#options.run().finally(() => {
      this.#running = undefined;
      if (this.waiting.length > 0) this.#wake();
    });
  }
}
