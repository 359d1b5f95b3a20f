import koffi from "koffi";
import type { CacheType } from "../../../core/engine.ts";
import type { Token } from "../../generation/vocabulary.ts";
import { type AbortFlag, createAbortFlag } from "./abort-flag.ts";
import type { LlamaModel } from "./llama-model.ts";
import { LlamaLoadFailure } from "./load-failure.ts";
import { enterLanes, leaveLane } from "./sequence-state.ts";
import type { NativeBatch, Pointer } from "./structs.ts";
import { createThreadPool } from "./thread-pool.ts";

/** How a decoding went: `full` and `aborted` leave the cache as it was before, once the sequences are cut back. */
export type DecodeResult = "done" | "full" | "aborted";

/**
 * How a cache is divided. In lanes, each sequence has cells of its own, equally many: a step looks at no others', but a
 * long conversation lengthens every lane. Else all sequences share all cells, and each step looks at all of them.
 */
export interface CacheShape {
  readonly cacheTokens: number;
  readonly sequences: number;
  readonly lanes: boolean;
}

/** One cache of keys and values for many sequences, and the batch that is computed on it next. */
export interface LlamaContext {
  readonly shape: CacheShape;
  readonly sequences: number;
  /** Most tokens of one batch. */
  readonly batchTokens: number;
  /** Threads that it has at most. */
  readonly mostThreads: number;
  /** Tokens of a batch whose scores can be asked for, beside one of each sequence. */
  readonly scoredTokens: number;
  /** Whether the first tokens of a sequence can be kept without the rest, and be shared with another one. */
  readonly canCut: boolean;
  /** Begins an empty batch. */
  begin(): void;
  /** Adds a token to the batch; `wantsLogits` makes `logits` of the returned index available after decoding. */
  add(token: Token, position: number, sequence: number, wantsLogits: boolean): number;
  /**
   * Computes the batch with so many threads: on a worker, or at once on this thread, which saves two changes of threads
   * and lets nothing else run meanwhile. @throws Error when the library fails
   */
  decode(threads: number, atOnce?: boolean): Promise<DecodeResult>;
  /** Ends the running decoding as soon as it can. */
  abort(): void;
  /** A view of the scores of all tokens to follow; valid until the next decoding. */
  logits(index: number): Float32Array;
  /** Removes a sequence's tokens from a position on; false when the model cannot do that. */
  cut(sequence: number, position: number): boolean;
  /** Gives an empty sequence the first tokens of another one without computing them; in lanes they are copied. */
  share(source: number, target: number, tokens: number): void;
  /** Copies what a sequence holds out of the cache; undefined when the library cannot. */
  save(sequence: number): Uint8Array | undefined;
  /** Gives an empty sequence what was saved of another one; false where there is no room. */
  restore(sequence: number, state: Uint8Array): boolean;
  /** Divides the cache anew and forgets every sequence; where there is no memory for that, the old shape stays. */
  reshape(shape: CacheShape): void;
  /** Forgets every sequence, and where in the cache they lay. */
  clear(): void;
  free(): void;
}

export interface ContextOptions {
  readonly shape: CacheShape;
  /** Most threads that any decoding will use. */
  readonly mostThreads: number;
  readonly cacheType?: CacheType | undefined;
}

/** llama.cpp's own bound of one computing; also how long a piece of a prompt can get. */
const batchTokens = 512;

/** Room for the scores of a prompt's own tokens, which few requests ask for. */
const scoresBytes = 16 * 2 ** 20;
/** A piece of a prompt stays below the length from which its sums differ. */
const mostScoredTokens = 32;

const ggmlTypes: Readonly<Record<CacheType, number>> = { f16: 1, q8_0: 8 };

/** Creates a context for generating. @throws LlamaLoadFailure when the library refuses */
export function createLlamaContext(model: LlamaModel, options: ContextOptions): LlamaContext {
  const { native } = model.llama;
  const abortion = createAbortFlag();
  let opened = openContext(model, options, abortion);
  const batch = createBatch(native.createBatch(batchTokens, 0, 1), batchTokens);
  const vocabularySize = model.vocabulary.size;
  const countLanes = () => (opened.shape.lanes ? opened.shape.sequences : 1);
  let freed = false;
  /** By where they lie, which seldom changes: making one takes longer than picking a token, its collection too. */
  const scoreViews = new Map<Pointer, Float32Array>();

  function save(sequence: number): Uint8Array | undefined {
    const state = new Uint8Array(Number(native.stateSize(opened.context, sequence)));
    const written = Number(native.saveState(opened.context, state, state.length, sequence));
    return written > 0 ? leaveLane(state.subarray(0, written), countLanes(), sequence) : undefined;
  }

  function restore(sequence: number, state: Uint8Array): boolean {
    const entered = enterLanes(state, countLanes());
    return Number(native.restoreState(opened.context, entered, entered.length, sequence)) > 0;
  }

  return {
    get shape() {
      return opened.shape;
    },
    get sequences() {
      return opened.shape.sequences;
    },
    batchTokens,
    mostThreads: options.mostThreads,
    scoredTokens: countScored(model),
    canCut: !model.isRecurrent,
    begin: batch.begin,
    add: batch.add,
    async decode(threads, atOnce = false) {
      abortion?.lower();
      const { context } = opened;
      native.setThreads(context, threads, threads);
      return toResult(atOnce ? native.decodeNow(context, batch.native) : await native.decode(context, batch.native));
    },
    abort: () => abortion?.raise(),
    logits(index) {
      const scores = native.logits(opened.context, index);
      if (scores === null) throw new Error(`the library has no scores for token ${index} of the batch`);
      const view = scoreViews.get(scores) ?? new Float32Array(koffi.view(scores, vocabularySize * 4));
      scoreViews.set(scores, view);
      return view;
    },
    cut: (sequence, position) => native.removeTokens(opened.memory, sequence, position, -1),
    share(source, target, tokens) {
      if (!opened.shape.lanes) return native.copyTokens(opened.memory, source, target, 0, tokens);
      const state = save(source);
      if (state !== undefined && restore(target, state)) native.removeTokens(opened.memory, target, tokens, -1);
    },
    save,
    restore,
    reshape(shape) {
      const before = opened.shape;
      scoreViews.clear();
      opened.free();
      try {
        opened = openContext(model, { ...options, shape }, abortion);
      } catch (error) {
        if (!(error instanceof LlamaLoadFailure)) throw error;
        opened = openContext(model, { ...options, shape: before }, abortion);
      }
    },
    clear: () => native.clearMemory(opened.memory, false),
    free() {
      if (freed) return;
      freed = true;
      opened.free();
      native.freeBatch(batch.native);
    },
  };
}

function countScored({ vocabulary }: LlamaModel): number {
  return Math.max(1, Math.min(mostScoredTokens, Math.floor(scoresBytes / 4 / vocabulary.size)));
}

/** The library's context of one shape, with its threads. */
function openContext(model: LlamaModel, options: ContextOptions, abortion: AbortFlag | undefined) {
  const { native, log } = model.llama;
  const { shape, mostThreads } = options;
  const cacheType = ggmlTypes[options.cacheType ?? "f16"];
  const params = {
    ...native.contextDefaults(),
    n_ctx: shape.cacheTokens,
    n_batch: batchTokens,
    n_ubatch: batchTokens,
    n_seq_max: shape.sequences,
    // Every sequence gives one token at a time; room for the scores of whole batches would be hundreds of megabytes.
    n_outputs_max: shape.sequences + countScored(model),
    n_threads: mostThreads,
    n_threads_batch: mostThreads,
    type_k: cacheType,
    type_v: cacheType,
    abort_callback: abortion?.callback ?? null,
    abort_callback_data: abortion?.data ?? null,
    no_perf: true,
    kv_unified: !shape.lanes,
  };
  const [context, lines] = log.record(() => native.createContext(model.pointer, params));
  if (context === null) throw new LlamaLoadFailure("Failed to create context", lines);
  const memory = native.memoryOf(context);
  if (memory === null)
    throw new LlamaLoadFailure("error: the model keeps no context: it does not generate text", lines);
  const pool = createThreadPool(model.llama, mostThreads);
  if (pool !== undefined) native.attachThreadPool(context, pool.pointer, pool.pointer);
  return {
    context,
    memory,
    shape,
    free() {
      native.freeContext(context);
      pool?.free();
    },
  };
}

function toResult(code: number): DecodeResult {
  if (code === 0) return "done";
  if (code === 1) return "full";
  if (code === 2) return "aborted";
  throw new Error(`llama.cpp failed to compute a batch (code ${code})`);
}

/** The library's own arrays, written in place. */
export function createBatch(native: NativeBatch, most: number) {
  const tokens = new Int32Array(koffi.view(native.token, most * 4));
  const positions = new Int32Array(koffi.view(native.pos, most * 4));
  const counts = new Int32Array(koffi.view(native.n_seq_id, most * 4));
  const wanted = new Int8Array(koffi.view(native.logits, most));
  const owners = (koffi.decode(native.seq_id, "void *", most) as readonly Pointer[]).map(
    (pointer) => new Int32Array(koffi.view(pointer, 4)),
  );
  counts.fill(1);
  return {
    native,
    begin() {
      native.n_tokens = 0;
    },
    add(token: Token, position: number, sequence: number, wantsLogits: boolean): number {
      const index = native.n_tokens++;
      const owner = owners[index];
      if (owner === undefined) throw new RangeError(`Cannot add a token as a batch must have at most ${most}`);
      tokens[index] = token;
      positions[index] = position;
      owner[0] = sequence;
      wanted[index] = wantsLogits ? 1 : 0;
      return index;
    },
  };
}
