import assert from "node:assert/strict";
import { test } from "node:test";
import { validateEmbeddings } from "./validate-embeddings.ts";

const of = (...vectors: readonly (readonly number[])[]) => ({
  vectors: vectors.map((vector) => Float32Array.from(vector)),
  usage: {},
});

test("`validateEmbeddings()` lets no vector pass that is not as the model's own", () => {
  validateEmbeddings(["a", "b"], of([1, 0], [0, 1]), 2);
  validateEmbeddings(["a"], of([1, 0]));
  const cases = [
    [of([1, 0], []), undefined, "invalid-input", /input\.1/],
    [of([], []), undefined, "invalid-input", /input\.0/],
    [of([1, 0]), undefined, "model-invalid", /made 1 of 2/],
    [of([1, 0], [1]), undefined, "model-invalid", /input\.1 has 1/],
    [of([1, 0], [0, 1]), 3, "model-invalid", /has 2 numbers, not 3/],
    [of([1, 0], [Number.NaN, 1]), 2, "model-invalid", /input\.1 has numbers that are not finite/],
    [of([1, 0], [Number.POSITIVE_INFINITY, 1]), 2, "model-invalid", /finite/],
  ] as const;
  for (const [embeddings, dimensions, code, message] of cases)
    assert.throws(() => validateEmbeddings(["a", "b"], embeddings, dimensions), { code, message });
});
