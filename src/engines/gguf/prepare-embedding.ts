import { countCores } from "../../system/processor.ts";
import { type Batch, createTokenEmbeddingModel } from "../answering/embed.ts";
import { once } from "../answering/once.ts";
import type { LoadedWeights, Prepared } from "./gguf-runtime.ts";
import { createEmbeddingContext, type EmbeddingContext } from "./llama/embedding-context.ts";
import { tuneThreads } from "./threads/tune.ts";

/** Makes an embedding model of loaded weights. */
export async function prepareEmbedding(weights: LoadedWeights): Promise<Prepared> {
  const { model, fittedContext, asked } = weights;
  const maxTokens = fittedContext.contextTokens;
  const cores = asked.threads ?? countCores();
  const context = createEmbeddingContext(model, { maxTokens, mostThreads: cores });
  const threads = await tuneThreads({ ...weights, context, asked: asked.threads, cores });
  const dispose = once(async () => {
    await embedding.stop();
    context.free();
    model.free();
  });
  const embedding = createTokenEmbeddingModel({
    id: weights.id,
    vocabulary: model.vocabulary,
    limits: context,
    compute: (batch) => computeVectors(context, batch, threads.plan.prompt),
    maxTokens,
    dimensions: model.embeddingSize,
    dispose,
  });
  return { embedding: embedding.model, threads, [Symbol.asyncDispose]: dispose };
}

async function computeVectors(context: EmbeddingContext, batch: Batch, threads: number) {
  context.begin();
  for (const [sequence, tokens] of batch.entries())
    for (const [position, token] of tokens.entries()) context.add(token, position, sequence, true);
  await context.decode(threads);
  return batch.map((_, sequence) => context.vector(sequence));
}
