import type { LlamaContext } from "../llama/llama-context.ts";
import type { Token } from "../llama/vocabulary.ts";
import type { GenerationJob } from "./generation-job.ts";
import type { SavedState, StateStore } from "./state-store.ts";

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
  /** Ends the job's use; what the sequence holds is kept for others, here or beside the cache, unless `forget`. */
  release(sequence: CacheSequence, forget: boolean): void;
  /** Makes room: moves the sequence out of the cache that was used least recently of those that nobody uses; false when there is none. */
  moveOutOldest(): boolean;
}

type Mutable = { -readonly [Key in keyof CacheSequence]: CacheSequence[Key] };
type CacheOperations = Pick<LlamaContext, "sequences" | "canCut" | "cut" | "share" | "clear" | "save" | "restore">;

/** Templates that open the reasoning leave these last tokens out once it is over: not worth keeping a second copy for. */
const promptTailTokens = 4;
/** Each step looks at the whole cache, so what lies idle in it slows every answer: 4,000 tokens by a fifth. More than this is moved out. */
const idleTokens = 1024;
/** Copying back takes as long as computing a few tokens. */
const worthRestoringTokens = 16;

/** @param store where sequences go that nobody uses */
export function createSequenceTable(cache: CacheOperations, store: StateStore): SequenceTable {
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

  /** What is known of the job's beginning: in the cache, or, if that is much more, beside it. */
  function findKnown(job: GenerationJob): Known {
    if (!job.generation.promptReuse) return { tokens: 0 };
    // The last token is always computed: it gives the first one of the answer.
    const count = (held: readonly Token[]) => Math.min(countCommon(held, job), job.length - 1);
    let known: Known = { tokens: 0 };
    for (const source of all) {
      const tokens = count(source.held);
      if (!cache.canCut && (!isIdle(source) || tokens < source.held.length)) continue;
      if (tokens > known.tokens) known = { source, tokens };
    }
    const inCache = known.tokens;
    for (const saved of store.states) {
      const tokens = count(saved.tokens);
      if (!cache.canCut && tokens < saved.tokens.length) continue;
      if (tokens > known.tokens && tokens > inCache + worthRestoringTokens) known = { saved, tokens };
    }
    return known;
  }

  /** Moves what an idle sequence holds out of the cache. */
  function stash(sequence: Mutable): void {
    const isWanted = sequence.held.length > 0 && store.mostBytes > 0;
    const bytes = isWanted ? cache.save(sequence.id) : undefined;
    if (bytes !== undefined) store.keep({ tokens: sequence.held.slice(), bytes });
    cut(sequence, 0);
  }

  function listIdle(): Mutable[] {
    return all.filter((one) => isIdle(one) && one.held.length > 0).sort((a, b) => a.usedAt - b.usedAt);
  }

  function moveOutOldest(): boolean {
    const [oldest] = listIdle();
    if (oldest !== undefined) stash(oldest);
    return oldest !== undefined;
  }

  /** Gives an empty sequence what was saved; without room for it, it stays empty. */
  function restore(target: Mutable, { saved, tokens }: { readonly saved: SavedState; readonly tokens: number }): void {
    while (!cache.restore(target.id, saved.bytes)) {
      cache.cut(target.id, 0);
      if (!moveOutOldest()) return;
    }
    target.held.push(...saved.tokens);
    // Whoever goes on with it will bring it back longer; whoever shares its beginning leaves it to others.
    if (tokens >= saved.tokens.length - promptTailTokens) store.remove(saved);
    cut(target, tokens);
  }

  function findFree(except: CacheSequence | undefined): Mutable | undefined {
    const idle = all.filter((sequence) => isIdle(sequence) && sequence !== except);
    return idle.toSorted((a, b) => Math.sign(a.held.length) - Math.sign(b.held.length) || a.usedAt - b.usedAt)[0];
  }

  function claim(job: GenerationJob): Mutable | undefined {
    // Then everything lies where it would on a fresh cache, and the same request gives the same digits.
    if (all.every(({ held }) => held.length === 0)) cache.clear();
    const { source, saved, tokens } = findKnown(job);
    const continues = source !== undefined && isIdle(source) && tokens >= source.held.length - promptTailTokens;
    const target = continues ? source : (findFree(source) ?? (source && isIdle(source) ? source : undefined));
    if (target === undefined) return undefined;
    if (target === source) cut(target, tokens);
    else stash(target);
    if (saved !== undefined) restore(target, { saved, tokens });
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
      const idle = listIdle();
      let held = idle.reduce((sum, one) => sum + one.held.length, 0);
      for (const oldest of idle.slice(0, -1)) {
        if (held <= idleTokens) break;
        held -= oldest.held.length;
        stash(oldest);
      }
    },
    moveOutOldest,
  };
}

/** What need not be computed again, and where it is. */
interface Known {
  readonly source?: Mutable;
  readonly saved?: SavedState;
  readonly tokens: number;
}

function countCommon(held: readonly Token[], job: GenerationJob): number {
  const most = Math.min(held.length, job.length);
  let count = 0;
  while (count < most && held[count] === job.at(count)) count++;
  return count;
}
