import { createRequire } from "node:module";
import type { EngineProbe } from "../../core/engine.ts";
import { toAssayError } from "../../core/errors.ts";
import { processorName } from "../../system/processor.ts";
import { loadRuntime } from "./load-runtime.ts";

/** Tells whether ONNX models run here, by loading the library. */
export async function probeOnnx(): Promise<EngineProbe> {
  try {
    const reason = (await loadRuntime()).whyNoGpu();
    return {
      available: true,
      version: readRuntimeVersion(),
      devices: [
        { device: "cpu", available: true, name: processorName() },
        { device: "gpu", available: reason === undefined, name: "WebGPU", because: reason },
      ],
    };
  } catch (error) {
    const { message, hint } = toAssayError(error, "engine-missing");
    const missing = { available: false, because: message };
    return {
      available: false,
      hint,
      devices: [
        { device: "cpu", ...missing },
        { device: "gpu", ...missing },
      ],
    };
  }
}

/** Version of the package that is installed. */
export function readRuntimeVersion(): string | undefined {
  const { version } = createRequire(import.meta.url)("onnxruntime-node/package.json") as { readonly version?: string };
  return version;
}
