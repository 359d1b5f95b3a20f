import type { Device, ModelInfo } from "../../core/engine.ts";
import type { Warning } from "../../core/warning.ts";
import { ggufFacts } from "../../formats/gguf/header/file-facts.ts";
import type { GgufFile } from "../../formats/gguf/read-gguf-file.ts";
import type { FittedContext } from "../../formats/memory/fit-context.ts";
import type { TunedThreads } from "./threads/tune.ts";

export interface LoadedFacts {
  readonly file: GgufFile;
  readonly device: Device;
  readonly deviceName: string | undefined;
  /** Layers on the GPU; absent without one. */
  readonly gpuLayers: number | undefined;
  readonly context: FittedContext;
  readonly threads: TunedThreads;
  readonly warnings?: readonly Warning[] | undefined;
  readonly engineVersion: string;
}

export function describeModel(loaded: LoadedFacts): ModelInfo {
  const { file, device, deviceName, gpuLayers, context, threads, engineVersion } = loaded;
  const { architecture, parameters, quantisation, licence } = ggufFacts(file);
  return {
    engine: "gguf",
    architecture,
    parameters,
    quantisation,
    sizeBytes: file.sizeBytes,
    licence,
    device,
    deviceName,
    gpuLayers,
    contextTokens: context.contextTokens,
    trainedContextTokens: context.trainedContextTokens,
    kvBytesPerToken: context.kvBytesPerToken,
    threads: threads.plan.lone,
    threadsSource: threads.source,
    engineVersion,
    warnings: [...context.warnings, ...threads.warnings, ...(loaded.warnings ?? [])],
  };
}
