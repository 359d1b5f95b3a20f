import { CacheSequence, type SequenceCache } from "./cache-sequence.ts";
import { findKnown, type KnownBeginning } from "./find-known.ts";
import type { GenerationJob } from "./generation-job.ts";
import type { SavedState, StateStore } from "./state-store.ts";

/** Templates that open the reasoning leave these last tokens out once it is over: not worth keeping a second copy for. */
const promptTailTokens = 4;
/** Each step looks at the whole cache, so what lies idle in it slows every answer: 4,000 tokens by a fifth. More than this is moved out. */
const idleTokens = 1024;

/** Knows who holds what of a cache that all sequences share. */
export class SequenceTable {
  readonly #cache: SequenceCache;
  readonly #store: StateStore;
  readonly #all: readonly CacheSequence[];
  #uses = 0;

  /** @param store where sequences go that nobody uses */
  constructor(cache: SequenceCache, store: StateStore) {
    this.#cache = cache;
    this.#store = store;
    this.#all = Array.from({ length: cache.sequences }, (_, id) => new CacheSequence(id, cache));
  }

  /** Sequences that a job uses, the one that was claimed first at the front. */
  get running(): readonly CacheSequence[] {
    return this.#all.filter((sequence) => !sequence.isIdle).sort(byUse);
  }

  /** Tokens of the job that need not be computed again. */
  countKnown(job: GenerationJob): number {
    return this.#findKnown(job).tokens;
  }

  /** Gives the job a sequence that holds as much of its beginning as is known; undefined when all are running. */
  claim(job: GenerationJob): CacheSequence | undefined {
    // Then everything lies where it would on a fresh cache, and the same request gives the same digits.
    if (this.#all.every(({ held }) => held.length === 0)) this.#cache.clear();
    const known = this.#findKnown(job);
    const target = this.#chooseTarget(known);
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

  #findKnown(job: GenerationJob): KnownBeginning {
    return findKnown(job, { sequences: this.#all, states: this.#store.states, canCut: this.#cache.canCut });
  }

  /** The sequence that the job is to go on with: the known one where nobody else needs it, else a free one. */
  #chooseTarget({ source, tokens }: KnownBeginning): CacheSequence | undefined {
    if (source?.isIdle !== true) return this.#findFree(source);
    if (tokens >= source.held.length - promptTailTokens) return source;
    return this.#findFree(source) ?? source;
  }

  #findFree(except: CacheSequence | undefined): CacheSequence | undefined {
    const idle = this.#all.filter((sequence) => sequence.isIdle && sequence !== except);
    return idle.sort((a, b) => Math.sign(a.held.length) - Math.sign(b.held.length) || byUse(a, b))[0];
  }

  /** Brings what is known into the sequence, and moves out what else it holds. */
  #fill(target: CacheSequence, { source, saved, tokens }: KnownBeginning): void {
    if (target === source) target.cut(tokens);
    else {
      this.#moveOut(target);
      if (source !== undefined) target.shareWith(source, tokens);
    }
    if (saved !== undefined) this.#restore(target, saved, tokens);
  }

  /** Gives an empty sequence what was saved; without room for it, it stays empty. */
  #restore(target: CacheSequence, saved: SavedState, tokens: number): void {
    while (!target.restore(saved.tokens, saved.bytes)) if (!this.moveOutOldest()) return;
    // Whoever goes on with it will bring it back longer; whoever shares its beginning leaves it to others.
    if (tokens >= saved.tokens.length - promptTailTokens) this.#store.remove(saved);
    target.cut(tokens);
  }

  /** Moves what an idle sequence holds out of the cache. */
  #moveOut(sequence: CacheSequence): void {
    const isWanted = sequence.held.length > 0 && this.#store.mostBytes > 0;
    const bytes = isWanted ? this.#cache.save(sequence.id) : undefined;
    if (bytes !== undefined) this.#store.keep({ tokens: sequence.held.slice(), bytes });
    sequence.cut(0);
  }

  #listIdle(): readonly CacheSequence[] {
    return this.#all.filter((one) => one.isIdle && one.held.length > 0).sort(byUse);
  }
}

function byUse(one: CacheSequence, other: CacheSequence): number {
  return one.usedAt - other.usedAt;
}
