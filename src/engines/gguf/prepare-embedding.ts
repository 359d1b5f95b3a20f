import { countCores } from "../../system/processor.ts";
import { once } from "../answering/once.ts";
import { createGgufEmbeddingModel } from "./embed.ts";
import type { LoadedWeights, Prepared } from "./gguf-runtime.ts";
import { createEmbeddingContext } from "./llama/embedding-context.ts";
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
  const embedding = createGgufEmbeddingModel({
    id: weights.id,
    vocabulary: model.vocabulary,
    context,
    maxTokens,
    dimensions: model.embeddingSize,
    threads: threads.plan.prompt,
    dispose,
  });
  return { embedding: embedding.model, threads, [Symbol.asyncDispose]: dispose };
}
