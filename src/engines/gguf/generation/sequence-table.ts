import type { GenerationJob } from "../../generation/generation-job.ts";
import type { Token } from "../../generation/vocabulary.ts";
import type { CacheShape } from "../llama/llama-context.ts";
import { CacheSequence, type SequenceCache } from "./cache-sequence.ts";
import { findKnown, type KnownBeginning } from "./find-known.ts";
import type { SavedState, StateStore } from "./state-store.ts";

/** Templates that open the reasoning leave these last tokens out once it is over: not worth keeping a second copy for. */
const promptTailTokens = 4;
/** In lanes a second copy takes the room of another conversation: not worth it for an answer as short as this, which is asked for again. */
const answerTailTokens = 128;
/** Where each step looks at the whole cache, what lies idle in it slows every answer: 4,000 tokens by a fifth. More than this is moved out. */
const idleTokens = 1024;

/** Knows who holds what of a cache that all sequences share. */
export class SequenceTable {
  readonly #cache: SequenceCache;
  readonly #store: StateStore;
  #all: readonly CacheSequence[];
  #uses = 0;

  /** @param store where sequences go that nobody uses */
  constructor(cache: SequenceCache, store: StateStore) {
    this.#cache = cache;
    this.#store = store;
    this.#all = createSequences(cache);
  }

  /** Sequences that a job uses, the one that was claimed first at the front. */
  get running(): readonly CacheSequence[] {
    return this.#all.filter((sequence) => !sequence.isIdle).sort(byUse);
  }

  /** Tokens of the job that need not be computed again. */
  countKnown(job: GenerationJob): number {
    return this.#findKnown(job).tokens;
  }

  /** Tokens of the state that the job would begin with; it can only be copied back as a whole. */
  countSaved(job: GenerationJob): number {
    return this.#findKnown(job).saved?.tokens.length ?? 0;
  }

  /**
   * Gives the job a sequence that holds as much of its beginning as is known; undefined when all are running.
   *
   * @param waiting requests that will be given one next
   */
  claim(job: GenerationJob, waiting = 0): CacheSequence | undefined {
    // Then everything lies where it would on a fresh cache, and the same request gives the same digits.
    if (this.#all.every(({ held }) => held.length === 0)) this.#cache.clear();
    const known = this.#findKnown(job);
    const target = this.#chooseTarget(known, waiting);
    if (target === undefined) return undefined;
    this.#fill(target, known);
    target.assign(job, ++this.#uses);
    job.begin(Math.min(target.held.length, job.generation.prompt.length));
    return target;
  }

  /** Ends the job's use; what the sequence holds is kept for others, here or beside the cache, unless `forget`. */
  release(sequence: CacheSequence, forget: boolean): void {
    sequence.assign(undefined, ++this.#uses);
    if (forget) sequence.cut(0);
    // A lane slows nobody else; and what can be moved nowhere would be lost.
    if (this.#cache.shape.lanes || this.#store.mostBytes === 0) return;
    const idle = this.#listIdle();
    let held = idle.reduce((sum, one) => sum + one.held.length, 0);
    for (const oldest of idle.slice(0, -1)) {
      if (held <= idleTokens) break;
      held -= oldest.held.length;
      this.#moveOut(oldest);
    }
  }

  /** Makes room: moves the sequence out of the cache that was used least recently of those that nobody uses; false when there is none. */
  moveOutOldest(): boolean {
    const [oldest] = this.#listIdle();
    if (oldest !== undefined) this.#moveOut(oldest);
    return oldest !== undefined;
  }

  /**
   * Divides the cache anew. What runs goes on where it is; what lies idle is moved out.
   *
   * @param spareBytes memory beside a cache of that shape
   */
  reshape(shape: CacheShape, spareBytes: (shape: CacheShape) => number): void {
    const carried = this.running.map((sequence) => ({ sequence, state: this.#save(sequence) }));
    const carriedBytes = carried.reduce((sum, { state }) => sum + (state?.length ?? 0), 0);
    const spare = Math.min(spareBytes(this.#cache.shape), spareBytes(shape)) - carriedBytes;
    this.#store.resize(Math.max(0, spare));
    for (const sequence of this.#listIdle()) this.#moveOut(sequence);
    this.#cache.reshape(shape);
    this.#all = createSequences(this.#cache);
    for (const [index, { sequence, state }] of carried.entries()) {
      const target = this.#all[index];
      if (target === undefined) continue;
      // What could not be carried over is computed again.
      if (state !== undefined) target.restore(sequence.held, state);
      target.assign(sequence.job, sequence.usedAt);
    }
    this.#store.resize(Math.max(0, spareBytes(this.#cache.shape)));
  }

  #findKnown(job: GenerationJob): KnownBeginning {
    return findKnown(job, { sequences: this.#all, states: this.#store.states, canCut: this.#cache.canCut });
  }

  /** The sequence that the job is to go on with: the known one where nobody else needs it, else a free one. */
  #chooseTarget({ source, tokens }: KnownBeginning, waiting: number): CacheSequence | undefined {
    const dense = this.#countDense(waiting);
    if (source?.isIdle !== true) return this.#findFree(source, dense);
    const free = this.#findFree(source, dense);
    // Lying side by side is not worth what another conversation has computed.
    const isBestHere = source.id < dense || free === undefined || free.held.length > 0;
    return this.#isTail(source, tokens) && isBestHere ? source : (free ?? source);
  }

  #findFree(except: CacheSequence | undefined, dense: number): CacheSequence | undefined {
    const idle = this.#all.filter((sequence) => sequence.isIdle && sequence !== except);
    const isFar = ({ id }: CacheSequence) => Number(id >= dense);
    const isTaken = ({ held }: CacheSequence) => Math.sign(held.length);
    return idle.sort((a, b) => isFar(a) - isFar(b) || isTaken(a) - isTaken(b) || byUse(a, b))[0];
  }

  /** Lanes are computed together where they lie side by side: those that will run are to be the first ones. */
  #countDense(waiting: number): number {
    const running = this.running.length;
    return this.#cache.shape.lanes && running + waiting > 0 ? running + waiting + 1 : this.#all.length;
  }

  /** Brings what is known into the sequence, and moves out what else it holds. */
  #fill(target: CacheSequence, { source, saved, tokens }: KnownBeginning): void {
    if (target === source) {
      // The only one that is free, and another conversation that merely begins alike.
      if (!this.#isTail(source, tokens)) this.#keepCopy(source);
      target.cut(tokens);
    } else {
      this.#moveOut(target);
      if (source !== undefined) target.shareWith(source, tokens);
      if (source?.isIdle && isContinued(source.held, tokens) && this.#cache.shape.lanes) source.cut(0);
    }
    if (saved !== undefined) this.#restore(target, saved, tokens);
  }

  /** Gives an empty sequence what was saved; without room for it, it stays empty. */
  #restore(target: CacheSequence, saved: SavedState, tokens: number): void {
    while (!target.restore(saved.tokens, saved.bytes)) if (this.#cache.shape.lanes || !this.moveOutOldest()) return;
    // Whoever goes on with it will bring it back longer; whoever shares its beginning leaves it to others.
    if (isContinued(saved.tokens, tokens)) this.#store.remove(saved);
    target.cut(tokens);
  }

  /** Whether what the sequence holds beyond so many tokens is not worth keeping: an answer that is asked for again, no other conversation. */
  #isTail({ held }: CacheSequence, tokens: number): boolean {
    const lost = held.length - tokens;
    return lost <= promptTailTokens || (this.#cache.shape.lanes && lost <= answerTailTokens && lost <= tokens);
  }

  /** Moves what an idle sequence holds out of the cache. */
  #moveOut(sequence: CacheSequence): void {
    this.#keepCopy(sequence);
    sequence.cut(0);
  }

  #keepCopy(sequence: CacheSequence): void {
    const bytes = this.#store.mostBytes > 0 ? this.#save(sequence) : undefined;
    if (bytes !== undefined) this.#store.keep({ tokens: sequence.held.slice(), bytes });
  }

  #save({ id, held }: CacheSequence): Uint8Array | undefined {
    return held.length > 0 ? this.#cache.save(id) : undefined;
  }

  #listIdle(): readonly CacheSequence[] {
    return this.#all.filter((one) => one.isIdle && one.held.length > 0).sort(byUse);
  }
}

function createSequences(cache: SequenceCache): readonly CacheSequence[] {
  return Array.from({ length: cache.sequences }, (_, id) => new CacheSequence(id, cache));
}

/** Whether these first tokens are all that matters of it. */
function isContinued(held: readonly Token[], tokens: number): boolean {
  return tokens >= held.length - promptTailTokens;
}

function byUse(one: CacheSequence, other: CacheSequence): number {
  return one.usedAt - other.usedAt;
}
