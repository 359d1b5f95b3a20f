import type { EmbeddingModel } from "../../core/embedding-model.ts";
import type { OpenPart } from "../../core/engine.ts";
import { AssayError, toAssayError } from "../../core/errors.ts";
import { contentDigest } from "../../hub/content-digest.ts";
import { resolveName } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";

/** The embedding model that comes with the product. */
export const USUAL_EMBEDDER = "all-minilm-l6-v2";

/** An embedding model with the name and digest that an index remembers it by. */
export interface Embedder extends AsyncDisposable {
  readonly name: string;
  readonly digest: string;
  readonly embedding: EmbeddingModel;
}

/** Opens the embedding model of this name. @throws AssayError `unsupported` when it does not embed, and whatever resolving and loading throw */
export async function openEmbedder(
  name: string,
  {
    workspace,
    openPart,
    signal,
  }: { readonly workspace: Workspace; readonly openPart: OpenPart; readonly signal?: AbortSignal | undefined },
): Promise<Embedder> {
  const [model] = await resolveName(name, workspace);
  if (model === undefined) throw new Error(`${name} resolves to nothing`);
  const { id, alias, engine, source } = model;
  const digest =
    source.type === "file" ? await contentDigest(source.path, { stateDirectory: workspace.locations.state }) : id;
  const loaded = await openPart({ name, id, alias, engine, source }, { signal });
  const { embedding } = loaded;
  if (embedding === undefined) {
    await loaded[Symbol.asyncDispose]();
    throw new AssayError({
      code: "unsupported",
      message: `${name} does not embed.`,
      hint: `Name an embedding model, such as ${USUAL_EMBEDDER}.`,
    });
  }
  return {
    name,
    digest,
    embedding,
    [Symbol.asyncDispose]: () => loaded[Symbol.asyncDispose](),
  };
}

/** Texts that are embedded together: more fill no batch of the engine better. */
const BATCH = 32;

/** Embeds texts, in batches; of one that is too long for the model, its beginning. */
export async function embedTexts(
  texts: readonly string[],
  embedding: EmbeddingModel,
  signal: AbortSignal | undefined,
): Promise<readonly Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let at = 0; at < texts.length; at += BATCH)
    vectors.push(...(await embedBatch(texts.slice(at, at + BATCH), embedding, signal)));
  return vectors;
}

async function embedBatch(
  texts: readonly string[],
  embedding: EmbeddingModel,
  signal: AbortSignal | undefined,
): Promise<readonly Float32Array[]> {
  try {
    return (await embedding.embed(texts, { signal })).vectors;
  } catch (thrown) {
    if (toAssayError(thrown).code !== "context-exceeded") throw thrown;
    // One of them is too long; which one shows when each is asked for alone.
    if (texts.length > 1) return (await Promise.all(texts.map((text) => embedBatch([text], embedding, signal)))).flat();
    const [text = ""] = texts;
    if (text.length < SHORTEST) throw thrown;
    return embedBatch([text.slice(0, text.length / 2)], embedding, signal);
  }
}

/** What is shorter and still too long has no beginning that fits. */
const SHORTEST = 40;
