import type { Token, Vocabulary } from "../../generation/vocabulary.ts";
import type { NativeFunctions } from "./bind-functions.ts";
import type { Pointer } from "./structs.ts";

/** The vocabulary of a file that llama.cpp has loaded. */
export interface LlamaVocabulary extends Vocabulary {
  readonly pointer: Pointer;
}

/** Most tokens are shorter than this many bytes; a longer text is asked for again. */
const bytesPerToken = 16;

export function createVocabulary(native: NativeFunctions, pointer: Pointer): LlamaVocabulary {
  const size = native.vocabularySize(pointer);
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let text = new Uint8Array(4096);
  let longest: number | undefined;

  function tokenize(input: string, marks: boolean, special: boolean): Token[] {
    const bytes = encoder.encode(input);
    // No token is shorter than a byte, but some come with a space of their own, and the ends have marks.
    let tokens = new Int32Array(bytes.length + 4);
    let count = native.tokenize(pointer, bytes, bytes.length, tokens, tokens.length, marks, special);
    if (count < 0) {
      tokens = new Int32Array(-count);
      count = native.tokenize(pointer, bytes, bytes.length, tokens, tokens.length, marks, special);
    }
    return Array.from(tokens.subarray(0, count));
  }

  function detokenize(tokens: readonly Token[], special: boolean): string {
    if (tokens.length === 0) return "";
    const given = Int32Array.from(tokens);
    if (text.length < given.length * bytesPerToken) text = new Uint8Array(given.length * bytesPerToken);
    let count = native.detokenize(pointer, given, given.length, text, text.length, false, special);
    if (count < 0) {
      text = new Uint8Array(-count);
      count = native.detokenize(pointer, given, given.length, text, text.length, false, special);
    }
    return decoder.decode(text.subarray(0, count));
  }

  return {
    pointer,
    size,
    bos: toToken(native.bos(pointer)),
    eos: toToken(native.eos(pointer)),
    addsBos: native.addsBos(pointer),
    infill: readInfill(native, pointer),
    tokenize: (input, special = false) => tokenize(input, false, special),
    tokenizeWhole: (input) => tokenize(input, true, false),
    detokenize: (tokens, special = false) => detokenize(tokens, special),
    isControl: (token) => native.isControl(pointer, token),
    isEndOfGeneration: (token) => native.isEndOfGeneration(pointer, token),
    longestToken() {
      longest ??= Array.from({ length: size }, (_, token) => native.tokenText(pointer, token)?.length ?? 0).reduce(
        (most, length) => Math.max(most, length),
        1,
      );
      return longest;
    },
  };
}

function readInfill(native: NativeFunctions, pointer: Pointer): Vocabulary["infill"] {
  const prefix = toToken(native.infillPrefix(pointer));
  const suffix = toToken(native.infillSuffix(pointer));
  const middle = toToken(native.infillMiddle(pointer));
  const knowsAll = prefix !== undefined && suffix !== undefined && middle !== undefined;
  return knowsAll ? { prefix, suffix, middle } : undefined;
}

function toToken(token: number): Token | undefined {
  return token < 0 ? undefined : token;
}
