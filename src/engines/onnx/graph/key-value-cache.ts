import type { Token } from "../../generation/vocabulary.ts";
import type { CacheInput, DecoderGraph } from "./decoder-graph.ts";
import { createNumbers, toNumbers } from "./numbers.ts";
import type { Runtime, Tensor, Tensors } from "./runtime.ts";

/** Keys and values of one sequence: of the tokens that it holds, from the first on. */
export interface KeyValueCache {
  readonly held: readonly Token[];
  /** The tensors to compute the next tokens with. */
  readonly past: Tensors;
  /** The tensors that the graph is to write into; null where it makes its own. */
  readonly target: Readonly<Record<string, Tensor | null>>;
  /** Makes room for further tokens. */
  reserve(tokens: number): void;
  /** Notes tokens that were computed, and what came out. */
  extend(tokens: readonly Token[], outputs: Tensors): void;
  /** Forgets all but the first tokens, or all. */
  cut(tokens: number): void;
}

export interface CacheOptions {
  readonly runtime: Runtime;
  readonly graph: DecoderGraph;
  /** Whether the graph can write where it reads: then a token costs no copy of all that came before it. */
  readonly inPlace: boolean;
}

export function createKeyValueCache(options: CacheOptions): KeyValueCache {
  return new Cache(options);
}

/** Most answers are no longer than this, with their prompts. */
const FIRST_ROOM = 256;

class Cache implements KeyValueCache {
  readonly #options: CacheOptions;
  readonly #held: Token[] = [];
  /** By the names of the inputs. */
  #tensors: ReadonlyMap<CacheInput, Tensor>;
  /** Tokens that the tensors have room for. */
  #room = 0;

  constructor(options: CacheOptions) {
    this.#options = options;
    this.#tensors = this.#resize(0, 0);
  }

  get held(): readonly Token[] {
    return this.#held;
  }

  get past(): Tensors {
    return this.#name("past");
  }

  get target(): Readonly<Record<string, Tensor | null>> {
    if (this.#options.inPlace) return this.#name("present");
    return Object.fromEntries(this.#options.graph.caches.map(({ present }) => [present, null]));
  }

  reserve(tokens: number): void {
    const needed = this.#held.length + tokens;
    if (!this.#options.inPlace || needed <= this.#room) return;
    const room = Math.max(FIRST_ROOM, 2 ** Math.ceil(Math.log2(needed)));
    this.#tensors = this.#resize(room, this.#held.length);
    this.#room = room;
  }

  extend(tokens: readonly Token[], outputs: Tensors): void {
    this.#held.push(...tokens);
    if (this.#options.inPlace) return;
    this.#room = this.#held.length;
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors = new Map(this.#options.graph.caches.map((cache) => [cache, takeOutput(outputs, cache)]));
  }

  cut(tokens: number): void {
    if (tokens >= this.#held.length) return;
    const kept = this.#isReadable ? tokens : 0;
    if (!this.#options.inPlace) {
      const cut = this.#resize(kept, kept);
      for (const tensor of this.#tensors.values()) tensor.dispose();
      this.#tensors = cut;
      this.#room = kept;
    }
    this.#held.length = kept;
  }

  /** What lies on a graphics card is computed anew where a part of it is wanted. */
  get #isReadable(): boolean {
    return [...this.#tensors.values()].every(({ location = "cpu" }) => location === "cpu");
  }

  #name(side: "past" | "present"): Tensors {
    return Object.fromEntries([...this.#tensors].map(([cache, tensor]) => [cache[side], tensor]));
  }

  /** The same tensors with another room, and the first tokens of each head in it. */
  #resize(room: number, kept: number): ReadonlyMap<CacheInput, Tensor> {
    const { runtime, graph } = this.#options;
    const resize = (cache: CacheInput): Tensor => {
      const { heads, headSize, type } = cache;
      const data = createNumbers(type, heads * room * headSize);
      const old = kept === 0 ? undefined : this.#tensors?.get(cache)?.data;
      if (old !== undefined)
        for (let head = 0; head < heads; head++) {
          const start = head * this.#room * headSize;
          data.set(toNumbers(old).subarray(start, start + kept * headSize), head * room * headSize);
        }
      return new runtime.Tensor(type, data, [1, heads, room, headSize]);
    };
    return new Map(graph.caches.map((cache) => [cache, resize(cache)]));
  }
}

function takeOutput(outputs: Tensors, { present }: CacheInput): Tensor {
  const tensor = outputs[present];
  if (tensor === undefined) throw new Error(`the graph gave no ${present}`);
  return tensor;
}
