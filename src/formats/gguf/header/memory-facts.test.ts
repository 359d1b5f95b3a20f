import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { GgufScalar } from "./gguf-cursor.ts";
import { ggufMemoryFacts } from "./memory-facts.ts";

/** 16 layers of 8 key-value heads of 64: 32,768 bytes a token. */
const LLAMA = {
  "llama.block_count": 16,
  "llama.embedding_length": 2048,
  "llama.attention.head_count": 32,
  "llama.attention.head_count_kv": 8,
  "llama.context_length": 131_072,
};

function factsOf(metadata: Readonly<Record<string, GgufScalar | readonly number[]>>) {
  const header = {
    architecture: "llama",
    metadata: new Map(Object.entries(metadata)),
    vocabularyTokens: 32_000,
    parameters: 1.2e9,
    requiredBytes: 800e6,
  };
  return ggufMemoryFacts({ header, sizeBytes: 800e6 });
}

describe("ggufMemoryFacts()", () => {
  it("counts keys and values of every layer", () => {
    assert.deepEqual(factsOf(LLAMA), {
      weightsBytes: 800e6,
      kvBytesPerToken: 32_768,
      isKvUpperBound: false,
      trainedContextTokens: 131_072,
      vocabularyTokens: 32_000,
    });
    const perLayer = { "llama.attention.head_count_kv": [8, 4, 4], "llama.attention.key_length": 100 };
    assert.equal(factsOf({ ...LLAMA, ...perLayer }).kvBytesPerToken, 16 * 164 * 2);
  });

  it("says nothing of a token where the header does not", () => {
    assert.equal(factsOf({}).kvBytesPerToken, undefined);
  });

  it("tells layers that look back a limited way, and those that keep a state", () => {
    assert.equal(factsOf({ ...LLAMA, "llama.attention.sliding_window": 4096 }).isKvUpperBound, true);
    assert.equal(factsOf({ ...LLAMA, "llama.ssm.state_size": 16 }).isKvUpperBound, true);
  });

  it("takes a window as long as the context for none", () => {
    assert.equal(factsOf({ ...LLAMA, "llama.attention.sliding_window": 262_144 }).isKvUpperBound, false);
    assert.equal(factsOf({ ...LLAMA, "llama.attention.sliding_window": 0 }).isKvUpperBound, false);
  });
});
