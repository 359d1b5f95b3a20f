import type { GenerationJob } from "../../generation/generation-job.ts";
import type { Token } from "../../generation/vocabulary.ts";
import type { LlamaContext } from "../llama/llama-context.ts";

/** Part of a context that keeps, moves and shares computed tokens. */
export type SequenceCache = Pick<
  LlamaContext,
  "shape" | "sequences" | "canCut" | "cut" | "share" | "clear" | "save" | "restore" | "reshape"
>;

/** One sequence of the cache: a job's while it runs, then kept as long as its room is not needed. */
export class CacheSequence {
  readonly id: number;
  readonly #cache: SequenceCache;
  readonly #held: Token[] = [];
  #job: GenerationJob | undefined;
  #shared = 0;
  #usedAt = 0;

  constructor(id: number, cache: SequenceCache) {
    this.id = id;
    this.#cache = cache;
  }

  /** Tokens whose keys and values the cache holds for it, from the first on. */
  get held(): readonly Token[] {
    return this.#held;
  }

  get job(): GenerationJob | undefined {
    return this.#job;
  }

  /** How many of the first tokens it took over from another sequence, where they lie once for both. */
  get shared(): number {
    return this.#shared;
  }

  /** Number of its last use, counted over all sequences. */
  get usedAt(): number {
    return this.#usedAt;
  }

  get isIdle(): boolean {
    return this.#job === undefined;
  }

  /** Tokens of its job that must be computed before the next one can be picked. */
  get left(): number {
    return (this.#job?.length ?? 0) - this.#held.length;
  }

  /** Gives it to a job, or takes it from its job. */
  assign(job: GenerationJob | undefined, usedAt: number): void {
    this.#job = job;
    this.#usedAt = usedAt;
  }

  /** Notes tokens of its job that were computed. */
  extend(tokens: number): void {
    for (let left = tokens; left > 0 && this.#job !== undefined; left--)
      this.#held.push(this.#job.at(this.#held.length));
  }

  /** Forgets all but the first tokens; all of them where the model keeps a state instead of tokens and cannot go back. */
  cut(tokens: number): void {
    if (this.#held.length !== tokens) this.#trim(tokens);
  }

  /** Removes from the cache what was not noted: the rest of a step that did not end. */
  repair(): void {
    this.#trim(this.#held.length);
  }

  /** Takes over the first tokens of another sequence; it must be empty itself. */
  shareWith(source: CacheSequence, tokens: number): void {
    this.#cache.share(source.id, this.id, tokens);
    this.#held.push(...source.held.slice(0, tokens));
    // In lanes it is a copy.
    this.#shared = this.#cache.shape.lanes ? 0 : tokens;
  }

  /** Takes over what was saved of a sequence; it must be empty itself. False where the cache has no room. */
  restore(tokens: readonly Token[], bytes: Uint8Array): boolean {
    const hasRoom = this.#cache.restore(this.id, bytes);
    if (hasRoom) this.#held.push(...tokens);
    else this.#cache.cut(this.id, 0);
    return hasRoom;
  }

  #trim(tokens: number): void {
    const kept = this.#cache.cut(this.id, tokens) ? tokens : 0;
    if (kept !== tokens) this.#cache.cut(this.id, 0);
    this.#held.length = kept;
    this.#shared = Math.min(this.#shared, kept);
  }
}
