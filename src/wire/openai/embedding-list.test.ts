import assert from "node:assert/strict";
import { it } from "node:test";
import { parseEmbeddingList } from "./embedding-list.ts";

it("`parseEmbeddingList()` puts vectors into the order of the texts", () => {
  const data = [
    { index: 1, embedding: [3, 4] },
    { index: 0, embedding: [1, 2] },
  ];
  assert.deepEqual(parseEmbeddingList({ data, usage: { prompt_tokens: 6 } }, 2), {
    vectors: [Float32Array.of(1, 2), Float32Array.of(3, 4)],
    usage: {
      promptTokens: 6,
      cachedPromptTokens: undefined,
      completionTokens: undefined,
      reasoningTokens: undefined,
      source: "server",
    },
  });
});

it("`parseEmbeddingList()` refuses a list that is not one vector of one length per text", () => {
  const vector = (embedding: unknown, index?: number) => ({ embedding, ...(index !== undefined && { index }) });
  const wrong: readonly unknown[] = [
    undefined,
    { data: [] },
    { data: [vector([1])] },
    { data: [vector([1]), vector([1, 2])] },
    { data: [vector([1], 0), vector([1], 0)] },
    { data: [vector([1], 0), vector([1], 5)] },
    { data: [vector([1]), vector("AAAA")] },
  ];
  for (const body of wrong) assert.equal(parseEmbeddingList(body, 2), undefined, JSON.stringify(body));
});
