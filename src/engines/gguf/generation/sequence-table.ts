import type { LlamaContext } from "../llama/llama-context.ts";
import type { Token } from "../llama/vocabulary.ts";
import type { GenerationJob } from "./generation-job.ts";

/** One sequence of the cache: a job's while it runs, then kept as long as its room is not needed. */
export interface CacheSequence {
  readonly id: number;
  /** Tokens whose keys and values the cache holds for it, from the first on. */
  readonly held: Token[];
  readonly job: GenerationJob | undefined;
  /** How many of the first tokens it took over from another sequence, where they lie once for both. */
  readonly shared: number;
  /** Rises with every use of any sequence. */
  readonly usedAt: number;
}

/** Who holds what of a cache that all sequences share. */
export interface SequenceTable {
  readonly running: readonly CacheSequence[];
  /** Tokens of the job that need not be computed again. */
  countKnown(job: GenerationJob): number;
  /** Gives the job a sequence that holds as much of its beginning as is known; undefined when all are running. */
  claim(job: GenerationJob): CacheSequence | undefined;
  /** Notes tokens that were computed. */
  extend(sequence: CacheSequence, tokens: number): void;
  /** Removes from the cache what was not noted: the rest of a step that did not end. */
  repair(sequence: CacheSequence): void;
  /** Ends the job's use; what the sequence holds is kept for others unless `forget`. */
  release(sequence: CacheSequence, forget: boolean): void;
  /** Forgets the sequence that was used least recently of those that nobody uses; false when there is none. */
  forgetOldest(): boolean;
}

type Mutable = { -readonly [Key in keyof CacheSequence]: CacheSequence[Key] };
type CacheOperations = Pick<LlamaContext, "sequences" | "canCut" | "cut" | "share" | "clear">;

/** Templates that open the reasoning leave these last tokens out once it is over: not worth keeping a second copy for. */
const promptTailTokens = 4;

export function createSequenceTable(cache: CacheOperations): SequenceTable {
  const all: Mutable[] = Array.from({ length: cache.sequences }, (_, id) => ({
    id,
    held: [],
    job: undefined,
    shared: 0,
    usedAt: 0,
  }));
  let uses = 0;

  const isIdle = (sequence: CacheSequence) => sequence.job === undefined;

  function cut(sequence: Mutable, tokens: number): void {
    if (sequence.held.length === tokens) return;
    // A model that keeps a state instead of tokens cannot go back: then all of it is forgotten.
    const kept = cache.cut(sequence.id, tokens) ? tokens : 0;
    if (kept !== tokens) cache.cut(sequence.id, 0);
    sequence.held.length = kept;
    sequence.shared = Math.min(sequence.shared, kept);
  }

  /** The sequence that shares most with the job, and how much of it may be taken over. */
  function findKnown(job: GenerationJob): { readonly source: Mutable | undefined; readonly tokens: number } {
    let found: { source: Mutable | undefined; tokens: number } = { source: undefined, tokens: 0 };
    if (!job.generation.promptReuse) return found;
    for (const source of all) {
      // The last token is always computed: it gives the first one of the answer.
      const tokens = Math.min(countCommon(source.held, job), job.length - 1);
      if (!cache.canCut && (!isIdle(source) || tokens < source.held.length)) continue;
      if (tokens > found.tokens) found = { source, tokens };
    }
    return found;
  }

  function findFree(except: CacheSequence | undefined): Mutable | undefined {
    const idle = all.filter((sequence) => isIdle(sequence) && sequence !== except);
    return idle.toSorted((a, b) => Math.sign(a.held.length) - Math.sign(b.held.length) || a.usedAt - b.usedAt)[0];
  }

  function claim(job: GenerationJob): Mutable | undefined {
    // Then everything lies where it would on a fresh cache, and the same request gives the same digits.
    if (all.every(({ held }) => held.length === 0)) cache.clear();
    const { source, tokens } = findKnown(job);
    const continues = source !== undefined && isIdle(source) && tokens >= source.held.length - promptTailTokens;
    const target = continues ? source : (findFree(source) ?? (source && isIdle(source) ? source : undefined));
    if (target === undefined) return undefined;
    cut(target, target === source ? tokens : 0);
    if (source !== undefined && target !== source) {
      cache.share(source.id, target.id, tokens);
      target.held.push(...source.held.slice(0, tokens));
      target.shared = tokens;
    }
    target.job = job;
    target.usedAt = ++uses;
    job.begin(Math.min(target.held.length, job.generation.prompt.length));
    return target;
  }

  return {
    get running() {
      return all.filter((sequence) => !isIdle(sequence)).sort((a, b) => a.usedAt - b.usedAt);
    },
    countKnown: (job) => findKnown(job).tokens,
    claim,
    extend(sequence, tokens) {
      const { held, job } = sequence;
      for (let left = tokens; left > 0 && job !== undefined; left--) held.push(job.at(held.length));
    },
    repair(sequence) {
      const own = all[sequence.id];
      if (own === undefined) return;
      if (cache.cut(own.id, own.held.length)) return;
      cache.cut(own.id, 0);
      own.held.length = 0;
      own.shared = 0;
    },
    release(sequence, forget) {
      const own = all[sequence.id];
      if (own === undefined) return;
      own.job = undefined;
      own.usedAt = ++uses;
      if (forget) cut(own, 0);
    },
    forgetOldest() {
      const oldest = all.filter((one) => isIdle(one) && one.held.length > 0).sort((a, b) => a.usedAt - b.usedAt)[0];
      if (oldest !== undefined) cut(oldest, 0);
      return oldest !== undefined;
    },
  };
}

function countCommon(held: readonly Token[], job: GenerationJob): number {
  const most = Math.min(held.length, job.length);
  let count = 0;
  while (count < most && held[count] === job.at(count)) count++;
  return count;
}
