import type { OpenPart } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import type { OpenDocuments, Retriever } from "../../core/retriever.ts";
import type { Workspace } from "../workspace.ts";
import { openSet } from "./list-documents.ts";
import { embedTexts, openEmbedder, USUAL_EMBEDDER } from "./open-embedder.ts";

/**
 * Where no passage is closer to the question, the documents do not speak of it. `perf/retrieval.ts` measured it for the model that ships;
 * of other models nothing is known.
 */
const LEAST_CLOSENESS = 0.3;

/** Creates the function that opens sets of documents for searching, each with the embedding model that it was made with. */
export function createDocumentsOpener(openPart: OpenPart, workspace: Workspace): OpenDocuments {
  return (set, { signal }) => openRetriever(set, { openPart, workspace, signal });
}

interface OpenOptions {
  readonly openPart: OpenPart;
  readonly workspace: Workspace;
  readonly signal?: AbortSignal | undefined;
}

/** @throws AssayError `invalid-input` where there is no such set, or its embedding model is another one now */
async function openRetriever(set: string, options: OpenOptions): Promise<Retriever> {
  await using stack = new AsyncDisposableStack();
  const index = openSet(set, options.workspace);
  stack.defer(() => index[Symbol.dispose]());
  const { embeddingModel, embeddingName } = index.facts;
  const embedder = embeddingName === undefined ? undefined : stack.use(await openEmbedder(embeddingName, options));
  if (embedder !== undefined && embedder.digest !== embeddingModel) throw anotherModel(set, embedder.name);
  const owned = stack.move();
  return {
    async retrieve(question, { limit, signal }) {
      const [vector] = embedder === undefined ? [] : await embedTexts([question], embedder.embedding, signal);
      const found = index.search({ text: question, limit, ...(vector !== undefined && { vector }) });
      return embedder?.name === USUAL_EMBEDDER && found.every(({ closeness = 0 }) => closeness < LEAST_CLOSENESS)
        ? []
        : found;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function anotherModel(set: string, name: string): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `The documents ${set} were embedded by another model than the ${name} that is here now.`,
    hint: "Delete the set, and add the documents again.",
  });
}
