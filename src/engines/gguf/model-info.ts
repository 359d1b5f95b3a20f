import type { LlamaModel } from "node-llama-cpp";
import type { Device, ModelInfo } from "../../core/engine.ts";
import type { GgufHeader } from "../../formats/gguf/gguf-header.ts";
import type { GgufFile } from "../../formats/gguf/read-gguf-file.ts";
import type { ContextPlan } from "../../formats/plan-context.ts";
import type { SamplingDefaults } from "./generation/sampling-settings.ts";
import type { Library } from "./library/import-library.ts";
import type { TunedThreads } from "./threads/tune.ts";

/** What the file says of itself; what it does not say is absent. */
export function describeFile(library: Library, { header, sizeBytes }: GgufFile) {
  const { metadata } = header;
  const fileType = metadata.get("general.file_type");
  const licence = metadata.get("general.license") ?? metadata.get("general.license.name");
  const split = Number(metadata.get("split.count") ?? 1) > 1;
  return {
    architecture: header.architecture,
    // One part of a split model does not know the others' tensors.
    parameters: split ? undefined : header.parameters,
    quantisation: typeof fileType === "number" ? quantisationName(library.GgufFileType[fileType]) : undefined,
    sizeBytes,
    licence: typeof licence === "string" ? licence : undefined,
  } satisfies Partial<ModelInfo>;
}

export function describeModel(
  library: Library,
  loaded: {
    readonly file: GgufFile;
    readonly model: LlamaModel;
    readonly device: Device;
    readonly deviceName: string | undefined;
    readonly context: ContextPlan;
    readonly threads: TunedThreads | undefined;
    readonly engineVersion: string;
  },
): ModelInfo {
  const { file, model, device, deviceName, context, threads, engineVersion } = loaded;
  const notices = model.getWarnings().map((message) => ({ code: "notice" as const, message }));
  return {
    engine: "gguf",
    ...describeFile(library, file),
    device,
    deviceName,
    gpuLayers: device === "gpu" ? model.gpuLayers : undefined,
    contextTokens: context.contextTokens,
    trainedContextTokens: context.trainedContextTokens,
    kvBytesPerToken: context.kvBytesPerToken,
    threads: threads?.plan.lone,
    threadsSource: threads?.source,
    engineVersion,
    warnings: [...context.warnings, ...notices, ...(threads?.warnings ?? [])],
  };
}

/** `MOSTLY_Q4_K_M` is what everybody calls `q4_k_m`. */
function quantisationName(fileType: string | undefined): string | undefined {
  return fileType?.replace(/^(MOSTLY|ALL)_/, "").toLowerCase();
}

/** Sampling that the file recommends (`general.sampling.*`). */
export function readSamplingDefaults({ metadata }: GgufHeader): SamplingDefaults {
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
