import koffi from "koffi";
import type { GrammarState } from "../../generation/grammar-state.ts";
import type { Token } from "../../generation/vocabulary.ts";
import type { Llama } from "./open-llama.ts";
import type { Pointer } from "./structs.ts";
import type { LlamaVocabulary } from "./vocabulary.ts";

/** A grammar that was read once, for any number of answers. */
export interface LlamaGrammar {
  /** Begins an answer. */
  begin(): GrammarState;
  free(): void;
}

/** `llama_token_data`: number, score and probability. */
const recordBytes = 12;

/** Reads a grammar in GBNF; undefined when llama.cpp cannot. */
export function readLlamaGrammar(
  { native }: Llama,
  vocabulary: LlamaVocabulary,
  text: string,
): LlamaGrammar | undefined {
  const prototype = native.createGrammar(vocabulary.pointer, text, "root");
  if (prototype === null) return undefined;
  const table = createCandidateTable(vocabulary.size);
  let freed = false;

  function begin(): GrammarState {
    if (freed) throw new Error("the grammar was freed");
    const sampler = native.cloneSampler(prototype as Pointer);
    let open = true;

    function filter(tokens: ArrayLike<Token>): Token[] {
      if (!open || tokens.length === 0) return [];
      native.applySampler(sampler, table.write(tokens));
      return table.readAllowed(tokens.length);
    }

    return {
      allows: (token) => filter([token]).length > 0,
      filter,
      accept: (token) => {
        if (open) native.acceptToken(sampler, token);
      },
      free() {
        if (open) native.freeSampler(sampler);
        open = false;
      },
    };
  }

  return {
    begin,
    free() {
      if (!freed) native.freeSampler(prototype);
      freed = true;
      table.free();
    },
  };
}

/** A list of candidates in memory that the library reads and writes. */
function createCandidateTable(most: number) {
  let pointer: Pointer | undefined;
  let view: DataView | undefined;

  function open(): { readonly at: Pointer; readonly data: DataView } {
    pointer ??= koffi.alloc("uint8", most * recordBytes) as Pointer;
    view ??= new DataView(koffi.view(pointer, most * recordBytes));
    return { at: pointer, data: view };
  }

  return {
    write(tokens: ArrayLike<Token>): object {
      const { at, data } = open();
      for (let index = 0; index < tokens.length; index++) {
        data.setInt32(index * recordBytes, tokens[index] ?? 0, true);
        data.setFloat32(index * recordBytes + 4, 0, true);
      }
      return { data: at, size: tokens.length, selected: -1, sorted: false };
    },
    readAllowed(count: number): Token[] {
      const { data } = open();
      const allowed: Token[] = [];
      for (let index = 0; index < count; index++)
        if (data.getFloat32(index * recordBytes + 4, true) !== Number.NEGATIVE_INFINITY)
          allowed.push(data.getInt32(index * recordBytes, true));
      return allowed;
    },
    free() {
      view = undefined;
      if (pointer !== undefined) koffi.free(pointer);
      pointer = undefined;
    },
  };
}
