import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Vocabulary } from "../generation/vocabulary.ts";
import { createTokenEmbeddingModel, cutBatches } from "./embed.ts";

const text = (length: number) => new Array<number>(length).fill(1);

describe("cutBatches()", () => {
  it("fills batches in order, by texts and by tokens", () => {
    const sizes = (lengths: readonly number[]) =>
      cutBatches(lengths.map(text), { sequences: 3, batchTokens: 10 }).map((batch) =>
        batch.map(({ length }) => length),
      );
    assert.deepEqual(sizes([1, 1, 1, 1]), [[1, 1, 1], [1]]);
    assert.deepEqual(sizes([6, 5, 5, 10]), [[6], [5, 5], [10]]);
    assert.deepEqual(sizes([]), []);
  });
});

describe("createTokenEmbeddingModel()", () => {
  const vocabulary = { tokenizeWhole: () => [1, 2] } as unknown as Vocabulary;
  const withVectors = (vector: Float32Array | undefined) => {
    const limits = { sequences: 4, batchTokens: 16 };
    const options = { id: "e", vocabulary, limits, maxTokens: 16, dimensions: 2, compute: async () => [vector] };
    return createTokenEmbeddingModel({ ...options, dispose: async () => {} }).model;
  };

  it("refuses to hand out what is no vector of the model", async () => {
    for (const vector of [undefined, new Float32Array(0), Float32Array.of(1), Float32Array.of(Number.NaN, 1)])
      await assert.rejects(withVectors(vector).embed(["x"]), { code: "model-invalid" });
    const { vectors } = await withVectors(Float32Array.of(3, 4)).embed(["x"]);
    assert.deepEqual(vectors, [Float32Array.of(0.6, 0.8)]);
  });
});
