import { requireRunnable } from "../../catalog/why-not-runnable.ts";
import type { ChatModel } from "../../core/chat-model.ts";
import type { EmbeddingModel } from "../../core/embedding-model.ts";
import type { OpenPart } from "../../core/engine.ts";
import type { ModelPool, PoolModel } from "../../pool/model-pool.ts";
import type { CatalogView } from "./create-catalog-view.ts";

/**
 * Creates the function that lends a pool's models to pipelines: a model is loaded once, whoever uses it, and a pipeline holds it
 * only while it answers.
 *
 * @param getPool the pool that loads the pipelines too
 */
export function createPartOpener(view: CatalogView, getPool: () => ModelPool): OpenPart {
  return async ({ name }, { signal }) => {
    const pooled = await findPart(view, name);
    using lease = await getPool().acquire(pooled, { signal });
    const { info, chat, embedding } = lease.loaded;
    return {
      info,
      ...(embedding !== undefined && { embedding: lendEmbedding(embedding, pooled, getPool()) }),
      ...(chat !== undefined && { chat: lend(chat, pooled, getPool()) }),
      async [Symbol.asyncDispose]() {},
    };
  };
}

/** Each request has a lease of its own, which loads the model anew where it had to make room meanwhile. */
function lend({ id, capabilities }: ChatModel, pooled: PoolModel, pool: ModelPool): ChatModel {
  return {
    id,
    capabilities,
    async *chat(request, options) {
      using lease = await pool.acquire(pooled, { signal: options?.signal });
      const { chat } = lease.loaded;
      if (chat === undefined) throw new Error(`${pooled.name} chats no more`);
      yield* chat.chat(request, options);
    },
    async [Symbol.asyncDispose]() {},
  };
}

function lendEmbedding(
  { id, maxTokens, dimensions }: EmbeddingModel,
  pooled: PoolModel,
  pool: ModelPool,
): EmbeddingModel {
  return {
    id,
    maxTokens,
    dimensions,
    async embed(texts, options) {
      using lease = await pool.acquire(pooled, { signal: options?.signal });
      const { embedding } = lease.loaded;
      if (embedding === undefined) throw new Error(`${pooled.name} embeds no more`);
      return await embedding.embed(texts, options);
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function findPart(view: CatalogView, name: string): Promise<PoolModel> {
  const { servedName, resolved } = await view.find(name);
  if (resolved === undefined) throw new Error(`${name} has no source`);
  requireRunnable(resolved);
  return { name: servedName, model: resolved };
}
