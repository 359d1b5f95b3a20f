import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { EmbeddingModel } from "../../src/core/embedding-model.ts";
import { AssayError } from "../../src/core/errors.ts";

/** What the suite needs to know of an engine that embeds. */
export interface EmbeddingHarness {
  create(): Promise<{ readonly embedding: EmbeddingModel; dispose(): PromiseLike<void> }>;
  /** True when every vector has length 1. */
  readonly normalised?: boolean | undefined;
  /** True when the usage says how many tokens the texts had. */
  readonly exactCounts?: boolean | undefined;
  /** True when a third text that means something else lies further away than a second one that means the same. */
  readonly meaningful?: boolean | undefined;
}

const CAT = "A cat sleeps on the warm sofa.";
const KITTEN = "The kitten is napping on the couch.";
const BUDGET = "The finance team approved the budget for March.";

/** Holds an embedding model against the contract of `src/core/embedding-model.ts`. */
export function describeEmbeddingModel(name: string, harness: EmbeddingHarness): void {
  let shared: ReturnType<EmbeddingHarness["create"]> | undefined;

  /** Registers a test that leaves the model as it was. */
  function check(title: string, run: (embedding: EmbeddingModel) => Promise<void>): void {
    it(title, async () => {
      shared ??= harness.create();
      await run((await shared).embedding);
    });
  }

  describe(`${name} as an embedding model`, () => {
    after(async () => (await shared)?.dispose());

    check("gives one vector for each text, in order", async (embedding) => {
      const { vectors, usage } = await embedding.embed([CAT, BUDGET]);
      assert.equal(vectors.length, 2);
      const [cat, budget] = vectors;
      assert.ok(cat !== undefined && budget !== undefined);
      assert.equal(cat.length, budget.length);
      assert.equal(cat.length, embedding.dimensions);
      for (const vector of vectors) assert.ok(vector.every(Number.isFinite), "every number is finite");
      const alone = await embedding.embed([BUDGET]);
      assert.ok(cosine(alone.vectors[0], budget) > 0.999, "a text has the same vector alone and among others");
      if (harness.exactCounts) assert.ok((usage.promptTokens ?? 0) > (alone.usage.promptTokens ?? 0));
      else assert.notEqual(usage.promptTokens, 0);
      if (harness.normalised)
        for (const vector of vectors) assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-3, "length 1");
    });

    check("gives the same vector twice", async (embedding) => {
      const first = await embedding.embed([CAT]);
      const second = await embedding.embed([CAT]);
      assert.deepEqual(second.vectors, first.vectors);
    });

    check("puts near what means the same", async (embedding) => {
      if (!harness.meaningful) return;
      const [cat, kitten, budget] = (await embedding.embed([CAT, KITTEN, BUDGET])).vectors;
      assert.ok(cosine(cat, kitten) > cosine(cat, budget) + 0.1);
    });

    check("has no vectors for no texts", async (embedding) => {
      assert.deepEqual((await embedding.embed([])).vectors, []);
    });

    check("refuses a text that is longer than it can take", async (embedding) => {
      if (embedding.maxTokens === undefined) return;
      const long = "word ".repeat(embedding.maxTokens * 2);
      await assert.rejects(embedding.embed([CAT, long]), hasCode("context-exceeded"));
      assert.equal((await embedding.embed([CAT])).vectors.length, 1);
    });

    check("stops when told to", async (embedding) => {
      await assert.rejects(embedding.embed([CAT], { signal: AbortSignal.abort() }), hasCode("aborted"));
    });

    check("answers two callers at once", async (embedding) => {
      const [one, two] = await Promise.all([embedding.embed([CAT]), embedding.embed([KITTEN])]);
      assert.ok(cosine(one.vectors[0], two.vectors[0]) < 0.9999, "each its own");
    });

    it("may be disposed of twice and refuses to answer afterwards", async () => {
      const model = await harness.create();
      await model.dispose();
      await model.dispose();
      await model.embedding[Symbol.asyncDispose]();
      await assert.rejects(model.embedding.embed([CAT]), (error) => error instanceof AssayError);
    });
  });
}

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  assert.ok(a !== undefined && b !== undefined && a.length === b.length);
  const dot = a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof AssayError && error.code === code && error.message !== "";
}
