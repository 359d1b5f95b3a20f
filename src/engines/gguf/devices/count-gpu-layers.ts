import type { LoadOptions } from "../../../core/engine.ts";
import { ggufMemoryFacts } from "../../../formats/gguf/header/memory-facts.ts";
import type { GgufFile } from "../../../formats/gguf/read-gguf-file.ts";
import type { LlamaDevice } from "../llama/open-llama.ts";

/** Working space of the largest batch, and what a driver takes for itself. */
const workBytes = 512 * 2 ** 20;
/** Left to the screen and to other programs, which may need more a moment later. */
const spareShare = 0.1;
/** Context that is planned for when none is asked for. */
const plannedContextTokens = 8192;

/**
 * Counts the layers of a model that fit the memory which its GPUs have free now, keys and values included; one more than
 * the file's layers means that the output is there too.
 */
export function countGpuLayers(
  file: Pick<GgufFile, "header" | "sizeBytes">,
  devices: readonly Pick<LlamaDevice, "freeBytes">[],
  { contextTokens = plannedContextTokens }: Pick<LoadOptions, "contextTokens">,
): number {
  const { header, sizeBytes } = file;
  const { kvBytesPerToken = 0, trainedContextTokens = contextTokens } = ggufMemoryFacts(file);
  const layers = Number(header.metadata.get(`${header.architecture}.block_count`) ?? 0);
  const cacheBytes = kvBytesPerToken * Math.min(contextTokens, trainedContextTokens);
  const freeBytes = devices.reduce(
    (sum, device) => sum + Math.max(0, device.freeBytes * (1 - spareShare) - workBytes),
    0,
  );
  // The output, often the largest tensor, counts like the share of one layer more.
  const perLayer = (sizeBytes + cacheBytes) / (layers + 1);
  return layers === 0 ? 0 : Math.min(layers + 1, Math.floor(freeBytes / perLayer));
}
