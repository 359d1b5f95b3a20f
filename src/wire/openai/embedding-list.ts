import * as z from "zod";
import type { Embeddings } from "../../core/embedding-model.ts";
import { toUsage, wireUsageSchema } from "./wire-usage.ts";

const embeddingListSchema = z.object({
  data: z.array(
    z.object({
      index: z.int().nonnegative().optional().catch(undefined),
      embedding: z.array(z.number()).min(1),
    }),
  ),
  usage: wireUsageSchema.nullish().catch(undefined),
});

/** Reads the answer of `POST /embeddings` in the order of the texts; undefined when it does not hold one vector of one length per text. */
export function parseEmbeddingList(body: unknown, texts: number): Embeddings | undefined {
  const list = embeddingListSchema.safeParse(body).data;
  if (list === undefined || list.data.length !== texts) return undefined;
  const vectors: Float32Array[] = [];
  for (const [position, { index, embedding }] of list.data.entries())
    vectors[index ?? position] = Float32Array.from(embedding);
  const length = vectors[0]?.length;
  for (let index = 0; index < texts; index++) if (vectors[index]?.length !== length) return undefined;
  return { vectors, usage: toUsage(list.usage ?? undefined) };
}
