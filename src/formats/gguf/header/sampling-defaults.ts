import type { GgufHeader } from "./gguf-header.ts";

/** Sampling that a file recommends; what it does not say is absent. */
export interface GgufSampling {
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
}

/** Reads `general.sampling.*`. */
export function readSamplingDefaults({ metadata }: Pick<GgufHeader, "metadata">): GgufSampling {
  const read = (key: string) => {
    const value = metadata.get(`general.sampling.${key}`);
    return typeof value === "number" && Number.isFinite(value) ? value : undefined;
  };
  const temperature = read("temp");
  const topP = read("top_p");
  const topK = read("top_k");
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(topK === undefined ? {} : { topK }),
  };
}
