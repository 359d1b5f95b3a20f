import type { MemoryFacts } from "../../../core/model-format.ts";
import type { GgufContent, GgufHeader } from "./gguf-header.ts";

/** Keys and values are kept as f16. */
const KV_VALUE_BYTES = 2;

/** The facts of a GGUF file that decide how much memory it takes. */
export function ggufMemoryFacts({ header, sizeBytes }: Pick<GgufContent, "header" | "sizeBytes">): MemoryFacts {
  return {
    weightsBytes: sizeBytes,
    kvBytesPerToken: kvBytes(header),
    isKvUpperBound: isKvUpperBound(header),
    trainedContextTokens: readNumber(header, `${header.architecture}.context_length`),
    vocabularyTokens: header.vocabularyTokens,
  };
}

/** Layers that look back a limited way only, or keep a state of fixed size, are counted as if they kept everything. */
function isKvUpperBound(header: GgufHeader): boolean {
  const { architecture, metadata } = header;
  const window = readNumber(header, `${architecture}.attention.sliding_window`) ?? 0;
  const trained = readNumber(header, `${architecture}.context_length`) ?? Number.POSITIVE_INFINITY;
  // Some files state a window as long as their context, which bounds nothing.
  const looksBackALittle = window > 0 && window < trained;
  return looksBackALittle || [...metadata.keys()].some((key) => key.startsWith(`${architecture}.ssm.`));
}

/** Keys and values of every layer. Absent where the header does not say. */
function kvBytes(header: GgufHeader): number | undefined {
  const key = (name: string) => `${header.architecture}.${name}`;
  const layers = readNumber(header, key("block_count"));
  const width = readNumber(header, key("embedding_length"));
  const heads = readNumber(header, key("attention.head_count"));
  if (layers === undefined || width === undefined || heads === undefined || heads === 0) return undefined;
  const keyLength = readNumber(header, key("attention.key_length")) ?? width / heads;
  const valueLength = readNumber(header, key("attention.value_length")) ?? width / heads;
  const perLayer = header.metadata.get(key("attention.head_count_kv"));
  const kvHeads = Array.isArray(perLayer)
    ? perLayer.reduce((sum, count) => sum + count, 0)
    : layers * (typeof perLayer === "number" ? perLayer : heads);
  return kvHeads * (keyLength + valueLength) * KV_VALUE_BYTES;
}

function readNumber(header: GgufHeader, key: string): number | undefined {
  const value = header.metadata.get(key);
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}
