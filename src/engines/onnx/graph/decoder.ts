import type { OnnxConfig } from "../../../formats/onnx/facts/onnx-folder.ts";
import type { Token } from "../../generation/vocabulary.ts";
import { type DecoderGraph, readDecoderGraph } from "./decoder-graph.ts";
import { createKeyValueCache, type KeyValueCache } from "./key-value-cache.ts";
import { toFloat32, toNumbers } from "./numbers.ts";
import type { Runtime, Session, Tensor } from "./runtime.ts";

/** Scores that came of one computation, to be read before the next one. */
export interface Scores {
  /** Of the last token: they say what may follow. */
  readonly last: Float32Array;
  /** Of each token, in order; of the last one alone unless all were asked for. */
  readonly rows: readonly Float32Array[];
}

/** A graph that generates, ready to compute. */
export interface Decoder {
  createCache(): KeyValueCache;
  /** Computes the next tokens of a sequence. While it computes, nothing else happens in this thread. */
  compute(cache: KeyValueCache, tokens: readonly Token[], wish?: { readonly allScores: boolean }): Promise<Scores>;
}

/** Makes a decoder of a session. @throws AssayError `unsupported` */
export async function createDecoder(runtime: Runtime, session: Session, config: OnnxConfig): Promise<Decoder> {
  const graph = readDecoderGraph(session, config);
  const inPlace = runtime.copiesTensors !== true && (await canWriteInPlace({ runtime, session, graph }));
  return makeDecoder({ runtime, session, graph, inPlace });
}

interface DecoderParts {
  readonly runtime: Runtime;
  readonly session: Session;
  readonly graph: DecoderGraph;
  readonly inPlace: boolean;
  /** Says nothing of a computation that fails. */
  readonly quiet?: boolean | undefined;
}

function makeDecoder({ runtime, session, graph, inPlace, quiet = false }: DecoderParts): Decoder {
  const toIntegers = (values: readonly number[], dims: readonly number[]) =>
    new runtime.Tensor("int64", BigInt64Array.from(values, BigInt), dims);
  let logits: Tensor | undefined;

  return {
    createCache: () => createKeyValueCache({ runtime, graph, inPlace }),
    async compute(cache, tokens, { allScores } = { allScores: false }) {
      cache.reserve(tokens.length);
      const before = cache.held.length;
      const length = before + tokens.length;
      const places = Array.from(tokens, (_, index) => before + index);
      const feeds = {
        ...cache.past,
        input_ids: toIntegers(tokens, [1, tokens.length]),
        attention_mask: new runtime.Tensor("int64", new BigInt64Array(length).fill(1n), [1, length]),
        ...(graph.hasPositions ? { position_ids: toIntegers(places, [1, tokens.length]) } : {}),
        ...(graph.keepInput === undefined ? {} : { [graph.keepInput]: toIntegers([allScores ? 0 : 1], []) }),
      };
      logits?.dispose();
      const outputs = await session.run(feeds, { logits: null, ...cache.target }, quiet ? { logSeverityLevel: 4 } : {});
      logits = outputs.logits;
      const rows = readRows(logits, allScores ? tokens.length : 1);
      const last = rows.at(-1);
      if (last === undefined) throw new Error("the graph gave no scores");
      cache.extend(tokens, outputs);
      return { last, rows };
    },
  };
}

/** The scores of the last tokens. */
function readRows(logits: Tensor | undefined, count: number): readonly Float32Array[] {
  const numbers = toNumbers(logits?.data);
  const size = logits?.dims.at(-1) ?? numbers.length;
  const first = numbers.length - count * size;
  return Array.from({ length: count }, (_, row) =>
    toFloat32(numbers.subarray(first + row * size, first + (row + 1) * size)),
  );
}

/**
 * Tries whether a graph may write new keys and values where it reads the old ones, as attention with grouped queries can.
 * Others put the new ones behind the old ones, in tensors that grow.
 */
async function canWriteInPlace(parts: Omit<DecoderParts, "inPlace" | "quiet">): Promise<boolean> {
  const compute = async (inPlace: boolean) => {
    const decoder = makeDecoder({ ...parts, inPlace, quiet: inPlace });
    const cache = decoder.createCache();
    await decoder.compute(cache, [1, 2, 3]);
    await decoder.compute(cache, [4, 5]);
    return (await decoder.compute(cache, [6])).last.slice();
  };
  const expected = await compute(false);
  try {
    const found = await compute(true);
    return found.every((score, token) => Math.abs(score - (expected[token] ?? 0)) < 1e-2);
  } catch {
    return false;
  }
}
