import { AssayError } from "../../../core/errors.ts";
import { type Batch, createTokenEmbeddingModel } from "../../answering/embed.ts";
import { once } from "../../answering/once.ts";
import { toRunError } from "./errors.ts";
import type { LoadedGraph, PreparedGraph } from "./prepare-chat.ts";
import type { Runtime, Session, Tensors } from "./runtime.ts";

/** Outputs that hold vectors, the finished one first. */
const OUTPUTS = ["sentence_embedding", "last_hidden_state", "token_embeddings"] as const;
const INPUTS = ["input_ids", "attention_mask", "token_type_ids", "position_ids"];

/** Makes an embedding model of a graph that reads a text as a whole. @throws AssayError `unsupported` for another one */
export function prepareEmbedding({ id, runtime, session, folder, vocabulary, context }: LoadedGraph): PreparedGraph {
  const graph = readEmbeddingGraph(session);
  const dispose = once(async () => {
    await embedding.stop();
    await session.release();
  });
  const embedding = createTokenEmbeddingModel({
    id,
    vocabulary,
    // One text at a time: graphs in 8 bits round by the largest number of a batch, so that neighbours would change a vector.
    limits: { sequences: 1, batchTokens: context.contextTokens },
    compute: (batch) => computeVectors({ runtime, session, graph, pooling: folder.pooling }, batch),
    maxTokens: context.contextTokens,
    dimensions: graph.dimensions,
    dispose,
  });
  return { embedding: embedding.model, warnings: [], [Symbol.asyncDispose]: dispose };
}

interface EmbeddingGraph {
  readonly inputs: readonly string[];
  readonly output: (typeof OUTPUTS)[number];
  readonly dimensions: number;
}

function readEmbeddingGraph({ inputNames, inputMetadata, outputNames, outputMetadata }: Session): EmbeddingGraph {
  const strange = inputNames.find((name) => !INPUTS.includes(name));
  if (strange !== undefined || !inputNames.includes("input_ids"))
    throw otherGraph(`its inputs are ${inputNames.join(", ")}`);
  if (inputMetadata.some((input) => !input.isTensor || input.type !== "int64"))
    throw otherGraph("its inputs are not of the type int64");
  const output = OUTPUTS.find((name) => outputNames.includes(name));
  if (output === undefined) throw otherGraph(`its outputs are ${outputNames.join(", ")}`);
  const metadata = outputMetadata[outputNames.indexOf(output)];
  const dimensions = metadata?.isTensor === true ? metadata.shape.at(-1) : undefined;
  if (metadata?.isTensor !== true || metadata.type !== "float32" || typeof dimensions !== "number")
    throw otherGraph(`${output} is no tensor of float32 with a known length`);
  return { inputs: inputNames, output, dimensions };
}

interface EmbeddingParts {
  readonly runtime: Runtime;
  readonly session: Session;
  readonly graph: EmbeddingGraph;
  readonly pooling: "mean" | "first";
}

async function computeVectors(parts: EmbeddingParts, batch: Batch): Promise<readonly Float32Array[]> {
  const { session, graph } = parts;
  const vectors: Float32Array[] = [];
  try {
    for (const tokens of batch)
      vectors.push(pool(await session.run(toFeeds(parts, tokens), { [graph.output]: null }), parts));
  } catch (cause) {
    throw toRunError(cause);
  }
  return vectors;
}

function toFeeds({ runtime, graph }: EmbeddingParts, tokens: readonly number[]): Tensors {
  const values: Readonly<Record<string, (token: number, place: number) => number>> = {
    input_ids: (token) => token,
    attention_mask: () => 1,
    token_type_ids: () => 0,
    position_ids: (_, place) => place,
  };
  return Object.fromEntries(
    graph.inputs.map((name) => {
      const data = BigInt64Array.from(tokens, (token, place) => BigInt(values[name]?.(token, place) ?? 0));
      return [name, new runtime.Tensor("int64", data, [1, tokens.length])];
    }),
  );
}

/** Makes one vector of those of all tokens. */
function pool(outputs: Tensors, { graph: { output, dimensions }, pooling }: EmbeddingParts): Float32Array {
  const data = outputs[output]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`the graph gave no ${output}`);
  if (pooling === "first" || output === "sentence_embedding") return data.slice(0, dimensions);
  const sums = new Float64Array(dimensions);
  for (let index = 0; index < data.length; index++)
    sums[index % dimensions] = (sums[index % dimensions] ?? 0) + (data[index] ?? 0);
  return Float32Array.from(sums, (sum) => (sum * dimensions) / data.length);
}

function otherGraph(because: string): AssayError {
  return new AssayError({
    code: "unsupported",
    message: `This ONNX graph keeps no keys and values, so it generates no text, and gives no vectors either: ${because}.`,
    hint: "Choose a graph for text generation with a cache, or one for embeddings; or a GGUF file of the model.",
  });
}
