import assert from "node:assert/strict";
import { join } from "node:path";
import { it } from "node:test";
import { createGgufEngine } from "../../src/engines/gguf/create-gguf-engine.ts";
import { createOnnxEngine } from "../../src/engines/onnx/create-onnx-engine.ts";
import { describeEmbeddingModel } from "./embedding-model-contract.ts";
import { shippedModel } from "./gguf-scenarios.ts";

const models = process.env.ASSAY_ONNX_MODELS;
const path = join(models ?? "", "all-minilm-l6-v2", "onnx", "model_quantized.onnx");

async function load() {
  const model = await createOnnxEngine().load({ type: "file", path }, { threads: 1 });
  assert.ok(model.embedding);
  return { embedding: model.embedding, dispose: () => model[Symbol.asyncDispose]() };
}

if (models === undefined)
  it("onnx as an embedding model", { skip: "ASSAY_ONNX_MODELS names no folder of ONNX models" }, () => {});
else {
  describeEmbeddingModel("onnx", { normalised: true, exactCounts: true, meaningful: true, create: load });

  it("onnx embeddings give the cosines of the same model as a GGUF file", async () => {
    const texts = [
      "A cat sleeps on the warm sofa.",
      "The kitten is napping on the couch.",
      "The finance team approved the budget for March.",
    ];
    const { embedding, dispose } = await load();
    const source = { type: "file", path: shippedModel("all-minilm-l6-v2-q8_0.gguf") } as const;
    await using gguf = await createGgufEngine().load(source, { threads: 1 });
    const ours = await embedding.embed(texts);
    const theirs = await gguf.embedding?.embed(texts);
    assert.equal(ours.usage.promptTokens, theirs?.usage.promptTokens);
    for (const [index, one] of ours.vectors.entries())
      for (const [other, another] of ours.vectors.entries())
        assert.ok(
          Math.abs(dot(one, another) - dot(theirs?.vectors[index], theirs?.vectors[other])) < 0.01,
          `texts ${index} and ${other}`,
        );
    await dispose();
  });
}

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  assert.ok(a !== undefined && b !== undefined);
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
