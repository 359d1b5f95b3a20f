import type { Device, LoadOptions } from "../../../core/engine.ts";
import { AssayError } from "../../../core/errors.ts";
import type { GgufFile } from "../../../formats/gguf/read-gguf-file.ts";
import { processorName } from "../../../system/processor.ts";
import type { FindBuilds, LlamaBuild } from "../llama/find-builds.ts";
import { installHint } from "../llama/install-target.ts";
import { type Llama, type LlamaDevice, openLlama } from "../llama/open-llama.ts";
import { countGpuLayers } from "./count-gpu-layers.ts";

/** On what a model is to run. */
export interface ChosenDevice {
  readonly llama: Llama;
  readonly device: Device;
  readonly deviceName: string | undefined;
  readonly devices: readonly LlamaDevice[];
  /** Absent on the processor. */
  readonly gpuLayers: number | undefined;
  /** Whether everything is computed, and kept, by the processor. */
  readonly onlyProcessor: boolean;
}

export interface DeviceSources {
  readonly findBuilds: FindBuilds;
  /** Opens a build, which then reports its devices. */
  readonly open?: ((build: LlamaBuild) => Llama) | undefined;
}

/**
 * Opens the build that a load needs and chooses the layers for its GPU.
 *
 * @throws AssayError `engine-missing` without any build, `device-absent` without the GPU that was asked for
 */
export function chooseDevice(
  file: GgufFile,
  options: Pick<LoadOptions, "device" | "gpuLayers" | "contextTokens">,
  { findBuilds, open = openLlama }: DeviceSources,
): ChosenDevice {
  const builds = findBuilds();
  if (options.device !== "gpu") {
    // The plain build where there is one: a build for a GPU starts that GPU too.
    const llama = open(requireBuild(builds.find(({ kind }) => kind === "cpu") ?? builds[0]));
    return {
      llama,
      device: "cpu",
      deviceName: processorName(),
      devices: [],
      gpuLayers: undefined,
      onlyProcessor: true,
    };
  }
  requireBuild(builds[0]);
  const build = builds.find(({ kind }) => kind !== "cpu");
  if (build === undefined) throw deviceAbsent("no installed build supports a GPU of this machine");
  const llama = open(build);
  const devices = llama.listDevices().filter(({ type }) => type === "gpu");
  const [first] = devices;
  if (first === undefined) throw deviceAbsent(`the ${build.kind} build finds no GPU that it can use`);
  const gpuLayers = options.gpuLayers ?? countGpuLayers(file, devices, options);
  return { llama, device: "gpu", deviceName: first.name, devices, gpuLayers, onlyProcessor: gpuLayers === 0 };
}

function requireBuild(build: LlamaBuild | undefined): LlamaBuild {
  if (build !== undefined) return build;
  throw new AssayError({
    code: "engine-missing",
    message: "llama.cpp, which runs GGUF files, is not installed.",
    hint: installHint(),
  });
}

function deviceAbsent(because: string): AssayError {
  return new AssayError({
    code: "device-absent",
    message: `The model cannot run on a GPU: ${because}.`,
    hint: `\`assay doctor\` prints the command that installs the build for CUDA, Vulkan or Metal. Or load the model on the CPU.`,
  });
}
