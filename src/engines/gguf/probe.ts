import type { EngineProbe } from "../../core/engine.ts";
import { toAssayError } from "../../core/errors.ts";
import { type ImportLibrary, installHint, requireLibrary } from "./library/import-library.ts";
import { processorName } from "./threads/processor-name.ts";

/** Tells whether GGUF files run here and on what, without loading the library's native part. */
export async function probeGguf(importLibrary: ImportLibrary): Promise<EngineProbe> {
  try {
    const library = await requireLibrary(importLibrary);
    const builds = (await library.getLlamaGpuTypes("supported")).filter((build) => build !== false);
    const gpu = builds.length > 0;
    return {
      available: true,
      version: await library.getModuleVersion(),
      hint: gpu ? undefined : "For a GPU, install node-llama-cpp with its CUDA, Vulkan or Metal package.",
      devices: [
        { device: "cpu", available: true, name: processorName() },
        gpu
          ? { device: "gpu", available: true, name: builds.join(", ") }
          : { device: "gpu", available: false, because: "no installed build supports a GPU of this machine" },
      ],
    };
  } catch (error) {
    const { message, hint } = toAssayError(error, "engine-missing");
    const because = message;
    return {
      available: false,
      hint: hint ?? installHint,
      devices: [
        { device: "cpu", available: false, because },
        { device: "gpu", available: false, because },
      ],
    };
  }
}
