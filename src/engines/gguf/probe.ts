import type { DeviceProbe, EngineProbe } from "../../core/engine.ts";
import { toAssayError } from "../../core/errors.ts";
import { processorName } from "../../system/processor.ts";
import type { FindBuilds } from "./llama/find-builds.ts";
import { installHint } from "./llama/install-target.ts";

/** Tells whether GGUF files run here and on what, by asking the installed library itself. */
export async function probeGguf(findBuilds: FindBuilds): Promise<EngineProbe> {
  try {
    const builds = findBuilds();
    const [best] = builds;
    if (best === undefined) return missing("the package node-llama-cpp is not installed");
    const { openLlama } = await import("./llama/open-llama.ts");
    const llama = openLlama(best);
    const gpus = llama.listDevices().filter(({ type }) => type === "gpu");
    const hasGpuBuild = best.kind !== "cpu";
    return {
      available: true,
      version: llama.release,
      hint: hasGpuBuild ? undefined : "For a GPU, install the CUDA, Vulkan or Metal package of node-llama-cpp.",
      devices: [{ device: "cpu", available: true, name: processorName() }, describeGpu(best.kind, gpus)],
    };
  } catch (error) {
    const { message, hint } = toAssayError(error, "engine-missing");
    return missing(message, hint);
  }
}

function describeGpu(kind: string, gpus: readonly { readonly name: string }[]): DeviceProbe {
  const names = gpus.map(({ name }) => name);
  if (names.length > 0) return { device: "gpu", available: true, name: `${kind}: ${names.join(", ")}` };
  const because =
    kind === "cpu"
      ? "no installed build supports a GPU of this machine"
      : `the ${kind} build finds no GPU that it can use`;
  return { device: "gpu", available: false, because };
}

function missing(because: string, hint = installHint()): EngineProbe {
  return {
    available: false,
    hint,
    devices: [
      { device: "cpu", available: false, because },
      { device: "gpu", available: false, because },
    ],
  };
}
